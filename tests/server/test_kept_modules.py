"""Modules from the cache are those that Python would import, and no cache can do harm."""

import importlib
import inspect
import linecache
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nexflow_server import kept_modules

SOURCE = '"""A module."""\n\n\ndef value() -> int:\n    """Return it."""\n    return 1\n'


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a package whose modules are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_modules, "_PACKAGES", ("nexflow_probe.",))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "nexflow_probe"
    (folder / "below").mkdir(parents=True)
    for name in ("__init__.py", "one.py", "below/__init__.py", "below/two.py"):
        (folder / name).write_text(SOURCE)
    yield folder
    forget()


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "nexflow_probe"]:
        del sys.modules[name]
    importlib.invalidate_caches()


def imported(name: str = "below.two") -> object:
    """Import a module in a process of its own, as it were; return what loaded it."""
    forget()
    with kept_modules.kept_modules():
        module = importlib.import_module(f"nexflow_probe.{name}")
    return type(module.__loader__).__name__


def kept(package: Path) -> Path:
    (path,) = (package.parent / "cache" / "nexflow" / "modules").iterdir()
    return path


def test_a_module_is_what_python_makes_of_it(package: Path) -> None:
    names = ("one", "below", "below.two")
    for loader in ("SourceFileLoader", "_Loader"):
        found = []
        assert imported() == loader
        for name in names:
            imported(name)
            module = sys.modules[f"nexflow_probe.{name}"]
            spec = module.__spec__
            assert spec is not None
            found.append((
                module.__name__, module.__file__, module.__cached__, module.__package__, module.__doc__,
                getattr(module, "__path__", None), spec.origin, spec.cached, spec.has_location,
                spec.submodule_search_locations, spec.parent, module.value.__code__,
                inspect.getsource(module.value), linecache.getline(str(module.__file__), 1),
            ))  # fmt: skip
        if loader == "SourceFileLoader":
            before = found
    assert found == before


def test_a_source_that_has_changed_is_read_again(package: Path) -> None:
    imported()
    assert imported() == "_Loader"
    source = package / "below" / "two.py"
    source.write_text(SOURCE.replace("return 1", "return 2"))
    os.utime(source, ns=(1, 2_000_000_001))  # of the same size, within the same second or not
    assert imported() == "SourceFileLoader"
    assert sys.modules["nexflow_probe.below.two"].value() == 2
    assert imported() == "_Loader"
    assert sys.modules["nexflow_probe.below.two"].value() == 2
    source.unlink()
    with pytest.raises(ModuleNotFoundError):
        imported()


def test_what_is_kept_stays_when_more_is(package: Path) -> None:
    imported("one")
    imported("below.two")
    assert imported("one") == imported("below.two") == "_Loader"


@pytest.mark.parametrize("size", [0, 1, 50, 500, -1])
def test_what_is_broken_is_imported_as_usual(package: Path, size: int) -> None:
    imported("one")
    kept(package).write_bytes(kept(package).read_bytes()[:size])
    assert imported("one") == "SourceFileLoader"
    assert imported("one") == "_Loader"


def test_where_nothing_can_be_written_nothing_is_kept(package: Path) -> None:
    (package.parent / "cache").touch()
    assert imported() == imported() == "SourceFileLoader"


def test_without_bytecode_nothing_is_kept(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert imported() == imported() == "SourceFileLoader"
    assert not (package.parent / "cache").exists()


def test_what_another_user_has_kept_is_not_taken(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported()
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert imported() == "SourceFileLoader"


def test_a_check_says_the_same_from_what_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.schema").write_text("schema A\n    id: strin\nend\n")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path / "bytecode")
    runs = []
    for _run in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "nexflow_server", "--check", "--no-cache", "a.schema"],
            cwd=tmp_path, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        (written,) = (tmp_path / "cache" / "nexflow" / "modules").iterdir()
        runs.append((done.returncode, done.stdout, done.stderr, written.stat().st_ino))
    first, second = runs
    assert first == second  # and nothing is written the second time
    assert first[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="processes are never forks there")
def test_forks_read_at_once(package: Path) -> None:
    """The processes that share a large check are forks, and import what they need beside each other."""
    names = [f"nexflow_probe.m{number}" for number in range(100)]
    for number in range(100):
        source = SOURCE.replace("return 1", f"return {number}") + f"TEXT = '{number * 'x'}'\n"
        (package / f"m{number}.py").write_text(source)

    def all_right() -> bool:
        found = [importlib.import_module(name).value() for name in names]
        return found == list(range(100))

    importlib.invalidate_caches()
    with kept_modules.kept_modules():
        assert all_right()
    forget()
    children = []
    with kept_modules.kept_modules():
        for _number in range(4):
            child = os.fork()
            if not child:
                try:
                    os._exit(0 if all_right() else 1)
                finally:
                    os._exit(2)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
