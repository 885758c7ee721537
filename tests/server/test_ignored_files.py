"""Lines of a `.gitignore` that say nothing about a path are not read: the rest is as git has it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from nexflow_server.files import _Patterns

_pieces = ("a", "b", "ab", "*", "**", "?", "[ab]", "[!a]", "/", "!", "#", "\\", " ", ".", "", "a b")
_lines = st.lists(st.sampled_from(_pieces), max_size=6).map("".join)
_names = st.sampled_from(("a", "b", "ab", "ba", ".a", "#a", "!a", "a b", " a", "a\\", "[ab]"))


@settings(deadline=None)
@given(
    st.lists(_lines, max_size=4),
    st.lists(_names, min_size=1, max_size=3).map("/".join),
    st.sampled_from(("", "/")),
)
@example(["!#a"], "#a", "")
@example(["a/**"], "a/b", "")
@example(["/a"], "b/a", "")
@example(["a"], "a/b", "/")
@example(["a/"], "a", "")
@example(["a/"], "b/a/ab", "")
@example(["*.py[cod]", "out/"], "src/a.proc", "")
def test_what_is_left_unread_says_nothing(lines: list[str], path: str, folder: str) -> None:
    try:
        right = GitIgnoreSpec.from_lines(lines).check_file(path + folder).include
    except ValueError:  # no pattern of git's
        return
    assert _Patterns("\n".join(lines)).said(path + folder) == right


def test_most_lines_are_left_unread() -> None:
    patterns = _Patterns("*.py[cod]\nout/\n# notes\n/build\nnode_modules/\n*.vsix\n")
    assert patterns.said("src/orders.proc") is None
    assert patterns._spec is None
    assert patterns.said("src/out/") is True
    assert patterns.said("src/out") is None
    assert patterns._spec is None
    assert patterns.said("build/") is True
    assert patterns._spec is not None
