"""What is generated is up to date, and parses and fails as parsimonious does, on every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from form_rows import all_forms
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_parser import failure_by_reference, parsed_by_reference

from nexflow_grammar import compiled
from nexflow_grammar.assemble import Entry
from nexflow_grammar.build import Context, Problem
from nexflow_grammar.failures import furthest_failure
from nexflow_grammar.grammars import grammar_of
from nexflow_grammar.languages import Language, language_of
from nexflow_grammar.parser import function_of
from nexflow_grammar.peg_compiler.modules import sources
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.rules import Row

TESTS = Path(__file__).parents[1]
CELLS = ("column", "condition", "result")


def test_the_generated_modules_are_up_to_date() -> None:
    for name, source in sources().items():
        written = Path(*compiled.__path__, f"{name}.py").read_text("utf-8")
        assert written == source, "run `make grammar` (`python -m nexflow_grammar.peg_compiler`)"


def files() -> Iterator[tuple[Language, str]]:
    """Yield all examples, all forms, and the files of all pages and projects of the tests."""
    for path in TESTS.parent.glob("examples/*/src/*"):
        if language := language_of(path.name):
            yield language, path.read_text("utf-8")
    for form in all_forms():
        if not form.rule:
            yield form.language, form.text(form.right)
            yield form.language, form.text(form.wrong)
    for page in (*TESTS.glob("checks/*.md"), *TESTS.glob("analysis/valid/*.nexflow")):
        for part in re.split(r"^```.*\n|(?=^//- )", page.read_text("utf-8"), flags=re.MULTILINE):
            name, _, text = part.removeprefix("//- ").partition("\n")
            if part.startswith("//- ") and (language := language_of(name.strip())):
                yield language, text


def items() -> Iterator[tuple[Language, str, str]]:
    """Yield every item and every cell: language, rule and text."""
    for form in all_forms():
        if form.rule:
            yield form.language, form.rule, form.right
            yield form.language, form.rule, form.wrong
    for language, text in files():
        grammar = grammar_of(language)
        for segment in SourceFile(language, text).segments:
            below = [*segment.entries]
            while below:
                entry: Entry = below.pop()
                below += entry.children
                if isinstance(entry.node, Row):
                    yield from (
                        (language, c, cell.text) for cell in entry.node.cells for c in CELLS
                    )
                elif entry.rule in grammar:
                    start, end = entry.start, entry.start + entry.node.end
                    yield language, entry.rule, segment.text[start:end]


#: Without those that are nested on purpose beyond what parsimonious reads.
ITEMS = sorted(item for item in set(items()) if "(" * 30 not in item[2])


def parsed(language: Language, rule: str, text: str) -> tuple[int, list[Node], set[Problem]]:
    context = Context.of(text)
    parts: list[Node] = []
    end = function_of(language, rule)(context, text, 0, parts)
    return end, parts, set(context.problems) if end >= 0 else set()


def assert_equal(language: Language, rule: str, text: str) -> None:
    end, nodes, problems = parsed(language, rule, text)
    expected_end, expected_nodes, expected_problems = parsed_by_reference(language, rule, text)
    assert (end, nodes) == (expected_end, expected_nodes)
    # Of a text that goes on, nobody asks what is wrong in its beginning.
    assert end < len(text) or problems == expected_problems
    assert furthest_failure(language, rule, text) == failure_by_reference(language, rule, text)


@pytest.mark.parametrize("language", list(Language))
def test_what_people_write_parses_as_by_parsimonious(language: Language) -> None:
    own = [item for item in ITEMS if item[0] is language]
    assert len({rule for _language, rule, _text in own}) > 30
    for item in own:
        assert_equal(*item)


EDITS = st.tuples(
    st.integers(0, 200),
    st.integers(0, 8),
    st.one_of(
        st.sampled_from(
            ["", " ", ",", "(", ")", "[", "]", "{", "}", ":", "=", "..", ".", "-", "\n"]
        ),
        st.sampled_from(
            [" // x\n", "/* ; */", "#c\n", '"', "not ", " in ", " x -> ", "?", "7%", "$"]
        ),
        st.sampled_from(ITEMS).map(lambda item: item[2]),
        # `re` counts fractions among the letters of words and parsimonious's `regex` does not.
        st.text(st.characters(exclude_categories=["Cc", "Cs", "No", "Nl"]), max_size=2),
    ),
)


@settings(max_examples=300, deadline=None)
@given(item=st.sampled_from(ITEMS), edits=st.lists(EDITS, min_size=1, max_size=3))
def test_what_nobody_writes_parses_as_by_parsimonious(
    item: tuple[Language, str, str], edits: list[tuple[int, int, str]]
) -> None:
    language, rule, text = item
    for at, gone, new in edits:
        start = at % (len(text) + 1)
        text = text[:start] + new + text[start + gone :]
    assert_equal(language, rule, text)
