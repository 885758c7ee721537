"""What is imported leanly is what it would be otherwise, in all that a check asks of it."""

import subprocess
import sys
from pathlib import Path

import pytest

LEAN = "from nexflow_server.lean_imports import import_leanly; import_leanly()\n"
PROGRAMS = {
    "structs": (
        "from msgspec import Struct, field\n"
        "from msgspec.structs import astuple, fields, replace\n"
        "class A(Struct, frozen=True):\n    a: int\n    b: list[str] = field(default_factory=list)\n"
        "print(replace(A(1), b=['x']), astuple(A(2)), [one.name for one in fields(A)], hash(A(1, ())) == hash(A(1, ())))"
    ),
    "formats": "import msgspec; print(msgspec.json.encode({'a': 1}), msgspec.toml.__name__)",
    "a format": "import msgspec.json; print(msgspec.json.decode(b'[1]'))",
    "from": "from msgspec import inspect; print(inspect.type_info(int))",
    "nothing": "import msgspec; print(hasattr(msgspec, 'nothing'))",
    "uuid": "import uuid; print(uuid._LINUX, uuid._AIX, uuid.uuid5(uuid.NAMESPACE_DNS, 'a'))",
    "platform": "import platform; print(platform.system(), platform.node())",
    "gettext": "import gettext; print(gettext.ngettext('a', 'b', 2), gettext.__file__)",
    "help": "from nexflow_server.commands.nexflow_lsp import main; main(['--help'])",
    "usage": "from nexflow_server.commands.nexflow_lsp import main; main(['--jobs', 'x', '--what'])",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_does_not_notice(program: str) -> None:
    lean, whole = (
        subprocess.run(
            [sys.executable, "-c", before + program], capture_output=True, text=True, check=False
        )
        for before in (LEAN, "")
    )
    assert (lean.returncode, lean.stdout, lean.stderr) == (
        whole.returncode,
        whole.stdout,
        whole.stderr,
    )
    assert lean.stdout or lean.returncode == 2


def test_a_check_imports_less() -> None:
    script = LEAN + "import sys; print(sorted(name for name in sys.modules if 'msgspec' in name))"
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "msgspec.structs" in shown.stdout
    assert "msgspec.inspect" not in shown.stdout


def test_a_check_of_all_languages_looks_into_no_source() -> None:
    """`dataclasses` imports what reads Python's own sources, which takes half of Python's start."""
    folder = Path(__file__).parents[2] / "examples" / "orders"
    script = (
        "import os, sys; from nexflow_server import start; sys.argv[1:] = ['--check', '--no-cache', sys.argv[1]]\n"
        "start._leave = lambda code: print('dataclasses' in sys.modules, 'nexflow_analysis.flow' in sys.modules)\n"
        "start.nexflow_lsp()"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines()[-1] == "False True"
