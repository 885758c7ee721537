"""Properties of `SourceFile`: total, lossless, and the same after edits as afresh."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_grammar.languages import Language, language_of
from nexflow_grammar.source_file import Segment, SourceFile

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    language: [
        path.read_text("utf-8")
        for path in sorted((ROOT / "examples").rglob("*"))
        if language_of(path.name) is language
    ]
    for language in Language
}
FRAGMENTS = (
    *('"', "'", '"""', "{", "}", "(", ")", "[", "]", "/*", "*/", "//", "#", "```", "|", "\\", "${"),
    *("\n", "\r\n", "\r", "\n\n", " ", "\t", "\u2028", "\f", "é", "日本", "😀", "\x00", "\ufeff"),
    *("end", "\nend\n", "endif", "\n}\n", "when", "otherwise", " then ", "->", "=", ":", ",", "@"),
    *("\n    a\n", "\n    a:\n", "\n    = 1\n", "\n    : T\n", "\n    T\n", "\n then\n", "/* x */"),
    *("\n    route when\n", "\n    route using\n", "\n    transform\n", "\n    input:\n"),
    *("\nschema A\n", "\nprocess P\n", "\ntransform T\n", "\ndecision_table D\n", "\nrule R\n"),
    *(
        "\n    fields\n",
        "\n    id: uuid\n",
        "\n    a = b\n",
        "\n    emit to x\n",
        "\nimport a.schema\n",
    ),
    *(
        "\n  | a | b |\n",
        "\n    route by x\n",
        "\n    on error\n",
        "services {",
        "types",
        "42",
        "$1,000",
    ),
)
LANGUAGES = st.sampled_from(list(Language))


@st.composite
def _texts(draw: st.DrawFn, language: Language) -> str:
    """Fragments and slices of real files, one behind the other."""
    parts = draw(
        st.lists(
            st.one_of(
                st.sampled_from(FRAGMENTS),
                st.sampled_from(FRAGMENTS),
                _slices(language),
                st.text(max_size=4),
            ),
            max_size=12,
        )
    )
    return "".join(parts)


@st.composite
def _slices(draw: st.DrawFn, language: Language) -> str:
    text = draw(st.sampled_from(EXAMPLES[language]))
    start = draw(st.integers(0, len(text)))
    return text[start : start + draw(st.integers(0, 400))]


@st.composite
def _sources(draw: st.DrawFn) -> tuple[Language, str]:
    language = draw(LANGUAGES)
    return language, draw(_texts(language))


@given(_sources())
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_its_characters(source: tuple[Language, str]) -> None:
    language, text = source
    file = SourceFile(language, text)
    assert file.text == text.removeprefix("\ufeff")
    assert "".join(segment.text for segment in file.segments) == file.text
    for segment in file.segments:
        for problem in segment.problems:
            assert 0 <= problem.start <= problem.end <= len(segment.text)
            assert problem.message


@given(_sources())
@settings(max_examples=80, deadline=None)
def test_offsets_and_positions_are_inverse(source: tuple[Language, str]) -> None:
    file = SourceFile(*source)
    for number, line in enumerate(file.lines):
        for column in (0, len(line.rstrip("\r\n"))):
            assert file.position(*file.locate(number, column)) == (number, column)
    last = len(file.lines) - 1
    assert file.locate(10**6, 10**6) == file.locate(last, len(file.lines[last]))


def _edit_both(
    file: SourceFile, start: tuple[int, int], end: tuple[int, int], text: str
) -> tuple[list[Segment], list[Segment]]:
    """Edit a file and check it against a fresh one of the same text."""
    before = list(file.segments)
    removed, added = file.edit(start, end, text)
    # Only a mark before the text is dropped; one that is typed is a character like others.
    fresh = SourceFile(file.language, "\ufeff" + file.text)
    assert file.lines == fresh.lines
    assert file.scans == fresh.scans
    assert [_value(segment) for segment in file.segments] == [
        _value(segment) for segment in fresh.segments
    ]
    kept = [id(segment) for segment in before if not _has(removed, segment)]
    assert kept == [id(segment) for segment in file.segments if not _has(added, segment)]
    assert all(_has(before, segment) for segment in removed)
    assert all(_has(file.segments, segment) for segment in added)
    return removed, added


def _has(segments: list[Segment], wanted: Segment) -> bool:
    return any(segment is wanted for segment in segments)


def _value(segment: Segment) -> tuple[object, ...]:
    return segment.text, segment.entries, segment.problems, segment.name, segment.kind


def _replaced(file: SourceFile, start: tuple[int, int], end: tuple[int, int], text: str) -> str:
    """Replace a range in the text the slow way."""
    offsets = []
    for line, column in (start, end):
        number = min(line, len(file.lines) - 1)
        content = len(file.lines[number].rstrip("\r\n"))
        inside = content if line >= len(file.lines) else min(column, content)
        offsets.append(sum(map(len, file.lines[:number])) + inside)
    first, last = sorted(offsets)
    return file.text[:first] + text + file.text[last:]


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_an_edited_file_equals_a_fresh_one(data: st.DataObject) -> None:
    language = data.draw(LANGUAGES)
    text = data.draw(st.one_of(st.sampled_from(EXAMPLES[language]), _texts(language)))
    file = SourceFile(language, text)
    for _ in range(data.draw(st.integers(1, 6))):
        first, last = (data.draw(st.integers(0, len(file.lines))) for _ in range(2))
        start = (first, data.draw(st.integers(0, 60)))
        near = (first, start[1] + data.draw(st.integers(0, 5)))
        end = data.draw(st.sampled_from([start, near, (last, data.draw(st.integers(0, 60)))]))
        inserted = data.draw(st.one_of(st.sampled_from(["", *FRAGMENTS]), _texts(language)))
        expected = _replaced(file, start, end, inserted)
        _edit_both(file, start, end, inserted)
        assert file.text == expected


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_undoing_an_insertion_restores_the_file(data: st.DataObject) -> None:
    language = data.draw(LANGUAGES)
    text = data.draw(st.sampled_from(EXAMPLES[language]))
    file = SourceFile(language, text)
    before = [_value(segment) for segment in file.segments]
    line = data.draw(st.integers(0, len(file.lines) - 1))
    column = data.draw(st.integers(0, len(file.lines[line].rstrip("\r\n"))))
    inserted = data.draw(_texts(language).filter(lambda text: "\r" not in text))
    rows = inserted.split("\n")
    end = (line + len(rows) - 1, len(rows[-1]) + (column if len(rows) == 1 else 0))
    _edit_both(file, (line, column), (line, column), inserted)
    _edit_both(file, (line, column), end, "")
    assert file.text == text
    assert [_value(segment) for segment in file.segments] == before


@pytest.mark.parametrize("language", Language)
def test_every_prefix_of_the_examples_parses_without_an_exception(language: Language) -> None:
    for text in EXAMPLES[language][:2]:
        for length in range(0, min(len(text), 900), 7):
            assert SourceFile(language, text[:length]).text == text[:length]


@pytest.mark.parametrize(
    "inserted", ["impo\n", "import order.schema\n", "impo\nimport order.schema\nimpo"]
)
@pytest.mark.parametrize("row", range(4))
def test_a_segment_that_is_kept_never_passes_another(row: int, inserted: str) -> None:
    text = "import order.schema\nimpo\nimport order.schema\nimport order.schema\nprocess P\nend\n"
    _edit_both(SourceFile(Language.PROCESS, text), (row, 0), (row, 0), inserted)


def test_an_edit_keeps_the_segments_that_it_does_not_touch() -> None:
    text = "".join(f"schema S{n}\n    a: string\nend\n\n" for n in range(50))
    file = SourceFile(Language.SCHEMA, text)
    removed, added = file.edit((101, 7), (101, 13), "integer")
    assert [segment.name.text for segment in removed if segment.name] == ["S25"]
    assert [segment.name.text for segment in added if segment.name] == ["S25"]


def test_an_end_too_many_leaves_what_a_process_says_below_as_it_was() -> None:
    steps = "".join(f"    filter a{number} > {number}\n" for number in range(50))
    file = SourceFile(Language.PROCESS, f"process P\n{steps}end\n")
    scans, folds = file.scans[-20:], file.segments[0].folds.lines[-20:]
    file.edit((20, 0), (20, 0), "end\n")
    assert [problem.code for problem in file.segments[0].problems]
    for new, old in zip(file.scans[-20:], scans, strict=True):
        assert new is old
    for again, before in zip(file.segments[0].folds.lines[-20:], folds, strict=True):
        assert again is before


def test_closing_a_comment_far_below_its_opening_rescans_what_lies_between() -> None:
    file = SourceFile(Language.SCHEMA, "schema A\n    a: string /* open\nend\nschema B\nend\n")
    assert [segment.kind for segment in file.segments] == ["schema", "schema"]
    _edit_both(file, (4, 3), (4, 3), "*/")
    assert [segment.kind for segment in file.segments] == ["schema"]
    _edit_both(file, (4, 3), (4, 5), "")
    assert [segment.kind for segment in file.segments] == ["schema", "schema"]
    assert [len(segment.problems) for segment in file.segments] == [1, 0]


def test_deep_nesting_is_a_problem_and_no_exception() -> None:
    text = f"transform T\n    apply\n        a = {'(' * 3000}1{')' * 3000}\n    end\nend\n"
    (segment,) = SourceFile(Language.TRANSFORM, text).segments
    assert [problem.code for problem in segment.problems] == ["NX003"]
