"""Every row of the chapters' *also written* tables is written in the first form by the formatter.

`also_written.toml` has an example of each: `also`, and what the formatter makes of it, `first`. Where
a spelling stays, because what it says depends on more than the tree, or no first form says the same,
`stays` says why.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_grammar.formatting import format_text
from nexflow_grammar.formatting.respell import with_spellings
from nexflow_grammar.formatting.same_tree import same_tree
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.spelled_blocks import spellings_of

ROWS = tomllib.loads(Path(__file__).with_name("also_written.toml").read_text("utf-8"))


def _file(name: str, text: str) -> SourceFile:
    return SourceFile(Language(name.partition(":")[0]), text)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_written_in_the_first_form(name: str) -> None:
    also, first = ROWS[name]["also"], ROWS[name]["first"]
    file = _file(name, also)
    assert [problem for segment in file.segments for problem in segment.problems] == []
    once = format_text(file.language, also)
    assert once == first
    assert format_text(file.language, once) == once
    assert same_tree(file.segments, SourceFile(file.language, once).segments)


@pytest.mark.parametrize("name", [name for name in ROWS if "stays" not in ROWS[name]])
def test_nothing_is_left_of_the_other_spelling(name: str) -> None:
    segments = _file(name, ROWS[name]["first"]).segments
    assert [one.first for segment in segments for one in spellings_of(segment)] == []


@pytest.mark.parametrize("name", ROWS)
def test_each_spelling_alone_can_be_put_right(name: str) -> None:
    """What the quick fix does at one place keeps the tree, too."""

    for segment in _file(name, ROWS[name]["also"]).segments:
        for one in spellings_of(segment):
            if one.safe and "stays" not in ROWS[name]:
                after = _file(name, with_spellings(segment.text, [one])).segments
                assert same_tree([segment], after), one


def test_a_broken_definition_stays_while_the_one_below_it_is_respelled() -> None:
    broken = "process A\n  receive a\n  when (\n    send to x\n  end\nend\n"
    whole = "process B\n  receive b\n  when c\n    send to x\n  end\nend\n"
    formatted = format_text(Language.PROCESS, f"{broken}\n{whole}")
    assert formatted.startswith(broken)
    assert formatted.endswith("    if c then\n        emit to x\n    endif\nend\n")


def test_a_spelling_whose_comment_would_be_lost_keeps_the_others() -> None:
    text = "schema S\n    fields\n        a: int range 1 /* to */ to 5\n    end\nend\n"
    assert format_text(Language.SCHEMA, text) == text.replace("int ", "integer ")


@settings(deadline=None, max_examples=400, derandomize=True)
@given(st.sampled_from(list(ROWS)), st.lists(st.booleans(), min_size=1, max_size=9))
def test_no_comment_is_lost_or_moved_past_another(name: str, where: list[bool]) -> None:
    lines = ROWS[name]["also"].splitlines()
    commented = [
        f"{line}  // c{number}" if where[number % len(where)] else line
        for number, line in enumerate(lines)
    ]
    file = _file(name, "\n".join(commented) + "\n")
    once = format_text(file.language, file.text)
    assert re.findall(r"// c\d+", once) == re.findall(r"// c\d+", file.text)
    assert format_text(file.language, once) == once
    assert same_tree(file.segments, SourceFile(file.language, once).segments)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(st.sampled_from(list(ROWS)), st.integers(0, 400), st.sampled_from(["", "}", "(", "x", "\n"]))
def test_a_broken_row_formats_without_harm(name: str, at: int, what: str) -> None:
    also = ROWS[name]["also"]
    at %= len(also)
    file = _file(name, also[:at] + what + also[at + 1 :])
    once = format_text(file.language, file.text)
    assert format_text(file.language, once) == once
    files = (file, SourceFile(file.language, once))
    before, after = ([one for one in each.segments if one.entries] for each in files)
    assert same_tree(before, after)
