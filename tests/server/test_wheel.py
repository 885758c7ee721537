"""What people install: the wheel alone, in an environment that has nothing of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nexflow_analysis.codes import CODES

REPOSITORY = Path(__file__).parents[2]
pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it with all that it asks for, and return the folder of its programs."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", str(REPOSITORY), "--no-deps", "-w", str(folder)], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "environment")], check=True)
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    subprocess.run([*pip, "--python", python, "install", str(wheel)], check=True)
    return programs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of an example, far from the repository."""
    return shutil.copytree(REPOSITORY / "examples" / "orders", tmp_path / "orders")


def run(programs: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    variables = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    variables["XDG_CACHE_HOME"] = str(folder.parent / "cache")
    done = subprocess.run(
        [str(programs / "nexflow"), *arguments],
        cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_check_finds_what_is_wrong_and_nothing_else(installed: Path, project: Path) -> None:
    assert run(installed, "check", folder=project).returncode == 0
    # A text that does not parse is parsed again from the grammars, which are data of the package.
    (project / "wrong.schema").write_text(
        "schema A\n    id: strin\nend\n\nschema B\n    id: string what\nend\n"
    )
    done = run(installed, "check", "--output-format", "concise", folder=project)
    assert done.returncode == 1
    assert "NX100" in done.stdout
    assert "NX001" in done.stdout


@pytest.mark.parametrize("code", ["NX100", list(CODES)[-1]])
def test_explain_shows_the_page(installed: Path, tmp_path: Path, code: str) -> None:
    done = run(installed, "explain", code, folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (REPOSITORY / "docs" / "checks" / CODES[code].page).read_text("utf-8")


def test_rules_lists_every_code(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "rules", folder=tmp_path)
    assert [line.split()[0] for line in done.stdout.splitlines() if line[:2] == "NX"] == list(CODES)


def test_generate_writes_what_the_repository_would(installed: Path, project: Path) -> None:
    done = run(installed, "generate", "--output", "from_wheel", folder=project)
    assert done.returncode == 0, done.stderr
    subprocess.run(
        [sys.executable, "-m", "nexflow_server.commands.nexflow", "generate", "--output", "from_here"],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    written = texts(project / "from_wheel")
    assert "pom.xml" in written
    assert written == texts(project / "from_here")


def texts(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
