"""Every form, formatted, says the same in the first spelling, and stays as it is."""

from __future__ import annotations

from textwrap import indent

import pytest
from form_rows import all_forms
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_grammar.formatting import format_text
from nexflow_grammar.formatting.same_tree import plain
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.spelled_blocks import spellings_of
from nexflow_grammar.spellings import WORDS

_AROUND = {
    "expressions": "transform T\n    apply\n        a = f({}\n        )\n    end\nend\n",
    "cells": "decision_table T\n    decide\n        | a | b |\n        |===|===|\n| {} | yes |\n    end\nend\n",
    "results": "decision_table T\n    decide\n        | a | b |\n        |===|===|\n| 1 | {} |\n    end\nend\n",
    "columns": "decision_table T\n    decide\n        | {} | b |\n        |===|===|\n| 1 | 2 |\n    end\nend\n",
}
#: Every example as a file of its own.
TEXTS = {
    f"{form.file}: {form.name}": (
        form.language,
        _AROUND[form.file].format(form.right) if form.rule else form.text(form.right),
    )
    for form in all_forms()
}
NAMES = sorted(TEXTS)


def _tree(language: Language, text: str) -> list[object]:
    return [plain(segment.entries) for segment in SourceFile(language, text).segments]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_keeps_its_tree_and_is_in_the_first_spelling_afterwards(name: str) -> None:
    language, text = TEXTS[name]
    once = format_text(language, text)
    assert _tree(language, once) == _tree(language, text)
    assert format_text(language, once) == once
    left = [one for s in SourceFile(language, once).segments for one in spellings_of(s)]
    assert [one.first for one in left if one.safe] == []


def test_every_other_spelling_stands_in_a_form() -> None:
    seen = {
        " ".join(s.text[one.start : one.end].split())
        for language, text in TEXTS.values()
        for s in SourceFile(language, text).segments
        for one in spellings_of(s)
    }
    kinds = ("backward", "forward", "full", "none", "transform", "lookup", "rule", "correlation")
    also = {words.also for words in WORDS if not words.also.lower().startswith(kinds)}
    assert also - seen == set()


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.sampled_from(NAMES), st.data())
def test_a_form_in_any_white_space_says_the_same(name: str, data: st.DataObject) -> None:
    language, text = TEXTS[name]
    blanks = data.draw(st.lists(st.sampled_from(["", "    ", "\t", "\n", "\n\n\n"]), min_size=1))
    lines = text.split("\n")
    ragged = "".join(blanks[i % len(blanks)] + line + "\n" for i, line in enumerate(lines))
    if '"""' not in text and "/*" not in text:
        assert _tree(language, format_text(language, ragged)) == _tree(language, text)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    st.sampled_from(NAMES),
    st.integers(0, 400),
    st.sampled_from(["", "}", "{", "(", '"', "end\n", "#", "|"]),
)
def test_a_mutated_form_formats_without_harm(name: str, at: int, what: str) -> None:
    language, text = TEXTS[name]
    if '"""' in text:
        return  # half of it would open a text that the next one closes
    at %= len(text)
    mutated = f"{text[:at]}{what}{text[at + 1 :]}\n\n{indent(text, '')}"
    once = format_text(language, mutated)
    assert _tree(language, once) == _tree(language, mutated)
    assert format_text(language, once) == once
