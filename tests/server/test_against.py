"""`--against REF`: what a savepoint of the jobs of a commit could not restore, as a user asks for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command_line import run

SCHEMA = """schema Sale
    streaming
        time_field: at
    end
    fields
        shop: string required
        country: string required
        amount: integer required
        at: timestamp required
    end
end
"""
PROCESS = """import sale.schema

// What is sold.
process Sales
    receive Sale from kafka "sales"
    filter amount > 0
    window tumbling 1 minute
        key by shop
        aggregate
            sum(amount) as total
        end
    emit to "totals"
end
"""
TOML = '[project]\nname = "sales"\n[targets.flink]\nmax_parallelism = 128\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was committed once, below the repository's root."""
    project = tmp_path / "repository/sales"
    project.mkdir(parents=True)
    (project / "nexflow.toml").write_text(TOML)
    (project / "sale.schema").write_text(SCHEMA)
    (project / "sales.proc").write_text(PROCESS)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "released"]):
        names = ["-c", "user.name=someone", "-c", "user.email=someone@example.com"]
        subprocess.run(["git", *names, *arguments], cwd=project, check=True)
    return project


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Edit a file."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def against(folder: Path, ref: str = "HEAD") -> tuple[int, str]:
    """Check a project against a commit; return the exit code and all that was said."""
    done = run(
        folder,
        "--check",
        "--output-format",
        "concise",
        f"--against={ref}",
        ".",
        program="nexflow-lsp",
    )
    return done.returncode, done.stdout + done.stderr


def test_what_does_not_touch_state_is_restored(folder: Path) -> None:
    assert against(folder)[0] == 0
    change(
        folder,
        "sales.proc",
        "    filter amount > 0\n",
        "    set amount = amount + 1\n    filter amount > 2\n",
    )
    change(
        folder,
        "sales.proc",
        "sum(amount) as total",
        "sum(amount) as total\n            count() as number",
    )
    code, said = against(folder)
    assert code == 0, said


def test_another_key_is_another_operator(folder: Path) -> None:
    change(folder, "sales.proc", "key by shop", "key by country")
    code, said = against(folder)
    assert code == 1
    assert (
        "sales.proc:4:1: error[NX710] the state of `window tumbling 1 minute` would be lost" in said
    )
    assert "`sales.window.shop`" in said


def test_a_type_that_changes_cannot_be_restored(folder: Path) -> None:
    change(folder, "sale.schema", "shop: string", "shop: integer")
    change(folder, "sale.schema", "amount: integer", "amount: money")
    _code, said = against(folder)
    assert "sales.proc:7:5: error[NX710]" in said
    assert "its key was STRING and is LONG" in said
    assert "`total` of ShopTotals was LONG and is BIG_DEC" in said


def test_the_maximum_parallelism_is_fixed(folder: Path) -> None:
    change(folder, "nexflow.toml", "128", "256")
    code, said = against(folder)
    assert code == 1
    assert "the maximum parallelism was 128 and is 256" in said


def test_a_commit_that_is_not_there(folder: Path) -> None:
    code, said = against(folder, "--output=x")
    assert code == 2
    assert "git has no `--output=x` of this project" in said
    assert not (folder / "x").exists()


def test_errors_come_first(folder: Path) -> None:
    change(folder, "sales.proc", "amount > 0", "amont > 0")
    code, said = against(folder)
    assert code == 2
    assert "the errors come first" in said
