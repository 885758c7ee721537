"""A pattern from the cache is the one that `re` compiles, and no cache can do harm."""

import re
from pathlib import Path

import pytest
from platformdirs import user_cache_dir

from nexflow_grammar import compiled_patterns, scan_patterns
from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.compiled import common, process, rules, schema, transform
from nexflow_grammar.compiled_patterns import compiled, for_everyone, keep_compiled
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.user_cache import keep, load, user_cache


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compiled_patterns, "_programs", compiled_patterns._Programs())
    return tmp_path / "nexflow" / "patterns"


def start_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_patterns, "_programs", compiled_patterns._Programs())


def kept(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def all_patterns() -> dict[tuple[str, int], None]:
    modules = (scan_patterns, common, process, rules, schema, transform)
    found = [
        (one.pattern, int(one._flags))
        for module in modules
        for one in vars(module).values()
        if isinstance(one, Pattern)
    ]
    for outline in OUTLINES.values():
        for block in (outline.top, *outline.blocks.values()):
            found += [(block.pattern.pattern, 0), (block.continuation.pattern, 0)]
    return dict.fromkeys(found)


def test_what_is_kept_is_what_re_compiles(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    patterns = all_patterns()
    assert len(patterns) > 300
    for pattern, flags in patterns:
        assert compiled(pattern, flags) == re.compile(pattern, flags)
    keep_compiled()
    start_again(monkeypatch)
    monkeypatch.setattr(compiled_patterns, "_written", None)  # nothing is compiled again
    for pattern, flags in patterns:
        found, right = compiled(pattern, flags), re.compile(pattern, flags)
        assert found == right  # which compares the code
        assert (found.flags, found.groups, found.groupindex) == (
            right.flags,
            right.groups,
            right.groupindex,
        )


def test_groups_have_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for _run in range(2):
        found = compiled(r"(?P<a>a)|(b)|(?P<c>c)", re.IGNORECASE).match("C")
        assert found is not None
        assert (found.lastgroup, found.groupdict()) == ("c", {"a": None, "c": "C"})
        keep_compiled()
        start_again(monkeypatch)


def test_the_next_process_adds_to_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    for pattern in ("first", "second"):
        compiled(pattern)
        keep_compiled()
        start_again(monkeypatch)
    assert set(load(str(kept(cache)), compiled_patterns._made_by())) == {"0 first", "0 second"}


@pytest.mark.parametrize(
    "programs",
    [[], {"0 word+": 1}, {"0 word+": (32, 0, {}, b"")}, {"0 word+": (32, 0, {}, b"\xff" * 4)}],
)
def test_what_is_broken_is_compiled(
    monkeypatch: pytest.MonkeyPatch, cache: Path, programs: object
) -> None:
    compiled("word+")
    keep_compiled()
    start_again(monkeypatch)
    keep(str(kept(cache)), compiled_patterns._made_by(), programs)
    assert compiled("word+") == re.compile("word+")
    keep_compiled()


def test_what_another_python_has_kept_is_compiled(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    compiled("a")
    keep_compiled()
    programs = load(str(kept(cache)), compiled_patterns._made_by())
    keep(str(kept(cache)), "another Python", {"0 b": programs["0 a"]})
    start_again(monkeypatch)
    assert compiled("b").match("b")


def test_others_get_what_is_kept_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern, flags = r"others(?P<who>\d)", re.IGNORECASE
    with for_everyone():
        assert re.compile(pattern, flags).match("OTHERS1")
        assert re.compile(b"bytes").match(b"bytes")
        with pytest.raises(re.error):
            re.compile("(")
    keep_compiled()
    start_again(monkeypatch)
    re.purge()
    monkeypatch.setattr(compiled_patterns, "_written", None)
    monkeypatch.setattr(compiled_patterns, "_compile", None)  # nothing is compiled again
    with for_everyone():
        found = re.compile(pattern, flags)
    monkeypatch.undo()
    re.purge()
    assert found == re.compile(pattern, flags)
    with for_everyone(), pytest.raises(ZeroDivisionError):
        _ = 1 / 0
    assert re._compiler.compile is compiled_patterns._compile  # type: ignore[attr-defined]


def test_where_nothing_can_be_written_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled("a") == re.compile("a")
    keep_compiled()


def test_a_wrong_pattern_is_said_to_be_wrong() -> None:
    with pytest.raises(re.error):
        compiled("(")


@pytest.mark.parametrize("home", ["", "relative", "/somewhere"])
def test_the_folder_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert user_cache("program") == user_cache_dir("program", appauthor=False)
