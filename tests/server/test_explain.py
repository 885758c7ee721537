"""`nexflow rules` and `nexflow explain`, and the pages that they show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from command_line import run

from nexflow_analysis.codes import CODES
from nexflow_server.documentation import page_url

PUBLISH = Path(__file__).parents[1] / "checks" / "publish.py"


def test_the_pages_are_published() -> None:
    """After adding or changing a page, run `python tests/checks/publish.py`."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import publish\n"
        "texts = publish.published()\n"
        "found = {path for path in publish.FOLDER.glob('*.md')} | {publish.TABLE}\n"
        "print([str(p) for p in texts if not p.exists() or p.read_text('utf-8') != texts[p]])\n"
        "print([str(p) for p in found - set(texts)])"
    )
    command = [sys.executable, "-c", script, str(PUBLISH.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n[]\n", "run `python tests/checks/publish.py`"


def test_rules(tmp_path: Path) -> None:
    done = run(tmp_path, "rules")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == len(CODES)
    assert "NX110  hint          fix       a name in another spelling" in lines
    rules = json.loads(run(tmp_path, "rules", "--output-format=json").stdout)
    (spelling,) = [rule for rule in rules if rule["code"] == "NX110"]
    assert spelling["url"] == page_url("NX110")
    assert {key: spelling[key] for key in ("severities", "fix", "default")} == {
        "severities": ["hint"], "fix": "safe", "default": True,
    }  # fmt: skip


def test_explain(tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "nx110")
    assert done.returncode == 0
    assert done.stdout.startswith("# NX110: a name in another spelling\n\n*Hint, with a safe fix.*")
    again = run(tmp_path, "--check", "--explain", "NX110", program="nexflow-lsp")
    assert again.stdout == done.stdout
    assert run(tmp_path, "explain", "NX11").returncode == 2


def test_every_code_has_a_page_that_is_there() -> None:
    assert [code for code in CODES if page_url(code) is None] == []
