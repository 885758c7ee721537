"""Findings stay where their text is, while an edit waits to be checked."""

import pytest

from nexflow_analysis.diagnostics import Edit, Finding, Fix, Position, Related, Severity
from nexflow_server.lsp.moving import moved

PATH = "/a.schema"


def finding(start: Position, end: Position, *related: Related) -> Finding:
    fixes = (Fix("Mend it", (Edit(PATH, start, end, "right"),), safe=True),)
    return Finding(PATH, start, end, "NX100", Severity.ERROR, "wrong", related, fixes)


@pytest.mark.parametrize(
    ("edit", "start", "end"),
    [
        (Edit(PATH, (7, 0), (8, 0), ""), (5, 4), (5, 9)),  # below it
        (Edit(PATH, (5, 9), (5, 9), "x"), (5, 4), (5, 9)),  # behind it
        (Edit(PATH, (5, 0), (5, 1), "xyz"), (5, 6), (5, 11)),  # before it in its line
        (Edit(PATH, (2, 0), (2, 0), "a\nb\n"), (7, 4), (7, 9)),  # lines above it
        (Edit(PATH, (1, 3), (4, 0), ""), (2, 4), (2, 9)),  # lines above it that go
        (Edit(PATH, (4, 3), (5, 2), ""), (4, 5), (4, 10)),  # its line joins the one above
        (Edit(PATH, (5, 2), (5, 2), "a\r\nbc"), (6, 4), (6, 9)),  # its line is cut
        (Edit(PATH, (5, 6), (5, 6), "xx"), (5, 4), (5, 11)),  # in it
        (Edit(PATH, (5, 6), (5, 7), ""), (5, 4), (5, 8)),  # some of it goes
        (Edit(PATH, (5, 2), (5, 6), "x"), (5, 2), (5, 6)),  # with what is before it
        (Edit(PATH, (5, 7), (6, 2), "x"), (5, 4), (5, 8)),  # with what is behind it
        (Edit(PATH, (5, 0), (6, 0), ""), (5, 0), (5, 0)),  # all of it
        (Edit("/b.schema", (5, 0), (6, 0), ""), (5, 4), (5, 9)),  # another file
    ],
)
def test_an_edit_moves_what_is_behind_it(edit: Edit, start: Position, end: Position) -> None:
    one = moved(finding((5, 4), (5, 9)), [edit])
    assert (one.start, one.end) == (start, end)
    assert [(edit.start, edit.end) for fix in one.fixes for edit in fix.edits] == [(start, end)]


def test_what_an_edit_leaves_alone_is_the_same_object() -> None:
    one = finding((5, 4), (5, 9))
    assert moved(one, [Edit(PATH, (7, 0), (8, 0), "")]) is one


def test_edits_follow_each_other_and_move_other_places_too() -> None:
    one = finding((5, 4), (5, 9), Related(PATH, (9, 0), (9, 3), "here"))
    two = moved(one, [Edit(PATH, (6, 0), (6, 0), "x\n"), Edit(PATH, (0, 0), (0, 0), "y\n")])
    assert (two.start, two.related[0].start) == ((6, 4), (11, 0))
