"""One long definition: an edit takes over what it left alone, and still equals a fresh file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_source_file import FRAGMENTS

from nexflow_grammar.languages import Language
from nexflow_grammar.scanner import scanner
from nexflow_grammar.source_file import Segment, SourceFile

HEADS = {
    Language.RULES: "decision_table D\n    decide\n        | a | b |\n        |---|---|\n",
    Language.SCHEMA: "schema S\n    fields\n",
    Language.TRANSFORM: "transform T\n    apply\n",
    Language.PROCESS: "process P\n",
}
TAILS = {
    Language.RULES: "    end\n    return\n        b: string\n    end\nend\n",
    Language.SCHEMA: "    end\nend\n",
    Language.TRANSFORM: "    end\nend\n",
    Language.PROCESS: "end\n",
}
LINES = {
    Language.RULES: ("        | > {n} | {n} |\n", '        | * | "x" |\n', "// aside\n"),
    Language.SCHEMA: (
        "    f{n}: string required\n",
        "    g{n}: object\n        inner: uuid\n    end\n",
        "    a: string\n",
        "\n",
    ),
    Language.TRANSFORM: (
        "        a{n} = b + {n}\n",
        "        c = when d > 1 then e\n            otherwise f\n",
        '        text = """several\nlines"""\n',
    ),
    Language.PROCESS: (
        "    filter a > {n}\n",
        "    emit to sink{n}\n        schema S\n",
        '    route by x\n        when "a" -> emit to b\n        otherwise continue\n    end\n',
        "    await other\n        until received\n        timeout 5 minutes\n    emit to late\n",
        "    validate_schema S\n",
    ),
}
TYPED = (
    *FRAGMENTS,
    *("end\n", "end\nend\n", "    end\n", '"', '"""\n', "/*", "*/", "}\n", "{\n", "fields\n"),
    *("process P\n", "schema S\n", "decision_table E\n", "\n\n\n", "// note\n", "    schema S\n"),
)


def definition(language: Language, choices: list[int], newline: str = "\n") -> str:
    """Return a definition of chosen parts."""
    parts = LINES[language]
    body = "".join(parts[c % len(parts)].replace("{n}", str(n)) for n, c in enumerate(choices))
    return (HEADS[language] + body + TAILS[language]).replace("\n", newline)


def value(segment: Segment) -> tuple[object, ...]:
    return segment.text, segment.entries, segment.problems, segment.name, segment.kind


def assert_fresh(file: SourceFile) -> None:
    """Compare a file with one that shares no memory of scans with it."""
    scanner.cache_clear()
    fresh = SourceFile(file.language, "\ufeff" + file.text)
    assert file.lines == fresh.lines
    assert file.starts == fresh.starts
    assert [value(segment) for segment in file.segments] == [value(s) for s in fresh.segments]


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_an_edited_long_definition_equals_a_fresh_one(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(list(Language)))
    newline = data.draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    choices = data.draw(st.lists(st.integers(0, 9), min_size=5, max_size=80))
    text = definition(language, choices, newline)
    file = SourceFile(language, text + data.draw(st.sampled_from(["", text, "// behind\n"])))
    for _ in range(data.draw(st.integers(1, 6))):
        before = file.text
        count = len(file.lines)
        line = data.draw(st.integers(0, count))
        column = data.draw(st.sampled_from([0, 0, 4, 9, 14, 200]))
        more = data.draw(st.sampled_from([(0, 0), (0, 1), (0, 5), (1, -column), (3, 0), (30, 2)]))
        end = (line + more[0], max(column + more[1], 0))
        typed = data.draw(
            st.one_of(
                st.just(""),
                st.sampled_from(TYPED),
                st.lists(st.integers(0, 9), max_size=5).map(lambda c: definition(language, c)),
            )
        )
        file.edit((line, column), end, typed.replace("\n", newline))
        assert_fresh(file)
        if data.draw(st.booleans()):
            file.edit((0, 0), (len(file.lines), 0), before)
            assert file.text == before
            assert_fresh(file)


@pytest.mark.parametrize("language", Language)
def test_an_edit_takes_over_the_lines_around_it(language: Language) -> None:
    file = SourceFile(language, definition(language, [0] * 1_000))
    (old,) = file.segments
    line = len(file.lines) // 2
    column = len(file.lines[line].rstrip())
    nodes = [id(entry.node) for entry in _leaves(old)]
    file.edit((line, column - 2), (line, column - 2), "7")
    (new,) = file.segments
    assert new is not old
    kept = zip(old.folds.lines, new.folds.lines, strict=True)
    # The line below may remember that the one above is broken.
    assert {number for number, (a, b) in enumerate(kept) if a is not b} <= {line, line + 1}
    assert len(set(nodes) ^ {id(entry.node) for entry in _leaves(new)}) <= 2


@pytest.mark.parametrize("language", Language)
def test_a_line_more_takes_over_the_lines_below_it(language: Language) -> None:
    file = SourceFile(language, definition(language, [0] * 1_000))
    (old,) = file.segments
    line = len(file.lines) // 2
    file.edit((line, 0), (line, 0), file.lines[line])
    (new,) = file.segments
    assert all(
        a is b for a, b in zip(old.folds.lines[line:], new.folds.lines[line + 1 :], strict=True)
    )
    file.edit((line, 0), (line + 1, 0), "")
    assert [value(segment) for segment in file.segments] == [value(old)]


def _leaves(segment: Segment) -> list:  # type: ignore[type-arg]
    found = []
    waiting = list(segment.entries)
    while waiting:
        entry = waiting.pop()
        found.append(entry)
        waiting.extend(entry.children)
    return found


def test_what_strays_below_a_definition_is_above_what_goes_on_with_it() -> None:
    lines = LINES[Language.PROCESS][3].replace("{n}", "0")
    text = f"process P\n{lines}end\n; so it is\nschema S\nemit to x\nend\n"
    file = SourceFile(Language.PROCESS, text)
    (definition_,) = (segment.entries[0] for segment in file.segments)
    assert [child.rule for child in definition_.children] == ["await", "stray", "clause", "emit"]
