"""Every form of the languages has an example with its tree and a near miss with its message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from form_rows import Form, all_forms

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.grammars import KEYWORD_PREFIX, SIGN_PREFIX, grammar_of
from nexflow_grammar.languages import Language
from nexflow_grammar.scan_patterns import without_comments
from nexflow_grammar.source_file import SourceFile

#: Rules that no tree shows: they only look ahead.
LOOKAHEADS = frozenset({
    "clause_word", "parallel_word", "constraint_key", "lambda_start", "suffix_start", "option_end", "condition_start",
})  # fmt: skip
_WORDS = re.compile(r"\(\?:([a-z_|]+)\)\\b")


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: f"{form.file}: {form.name}")
def test_a_form_has_its_tree_and_its_near_miss_one_problem(form: Form) -> None:
    assert form.read(form.right) == (form.tree, [])
    assert form.read(form.wrong)[1] == [form.problem]


def test_no_form_lacks_an_example_or_a_near_miss() -> None:
    lacking = [
        f"{form.file}: {form.name}"
        for form in all_forms()
        if not (form.right and form.tree and form.wrong and form.problem)
    ]
    assert lacking == []


@pytest.mark.parametrize("language", list(Language))
def test_every_item_and_every_block_is_the_form_of_a_row(language: Language) -> None:
    outline = OUTLINES[language]
    starters = [*outline.heads, *(s for block in outline.blocks.values() for s in block.starters)]
    items = [item for form in _forms(language) for item in _items(form)]
    assert {s.rule for s in starters} - {rule for rule, _text, _opens in items} == set()
    opened = {opens.rstrip("?") for _rule, _text, opens in items}
    assert set(outline.blocks) - opened - {outline.lost.opens} == set()


@pytest.mark.parametrize("language", list(Language))
def test_every_rule_of_the_grammar_is_used_by_a_row(language: Language) -> None:
    used = {name for each in Language for name in _used(each)}  # much is common to all languages
    starts = {rule for form in _forms(language) for rule, _text, _opens in _items(form)}
    reached = _reachable(language, starts | {"expression", "condition", "result", "column"})
    assert sorted(reached - used - LOOKAHEADS) == []


@pytest.mark.parametrize("language", list(Language))
def test_every_word_that_the_grammar_knows_stands_in_a_row(language: Language) -> None:
    texts = " ".join(form.right for form in all_forms())
    patterns = [getattr(rule, "re", None) for rule in grammar_of(language).values()]
    lists = [found for p in patterns if p is not None for found in _WORDS.findall(p.pattern)]
    words = {word for found in lists for word in found.split("|")}
    assert sorted(word for word in words if not re.search(rf"(?<![a-z_]){word}", texts)) == []


def _forms(language: Language) -> list[Form]:
    return [form for form in all_forms() if form.language == language]


def _items(form: Form) -> list[tuple[str, str, str]]:
    """Return the items of a form: grammar rule, text and opened block."""
    if form.rule:
        return [(form.rule, form.right, "")]
    file = SourceFile(form.language, form.text(form.right))
    items: list[tuple[str, str, str]] = []
    for segment in file.segments:
        for folded in filter(None, segment.folds.lines):
            items.extend((item.rule, item.text, item.opens) for item in folded.chunk.items)
    return items


@cache
def _used(language: Language) -> frozenset[str]:
    """Return the grammar rules that the trees of the rows are made of."""
    grammar = grammar_of(language)
    texts = [item[:2] for form in _forms(language) for item in _items(form)]
    return frozenset(
        name
        for rule, text in texts
        if rule in grammar
        for name in _names(grammar[rule].match(without_comments(text)))
    )


def _names(node: Any) -> Iterator[str]:
    if node.expr_name:
        yield node.expr_name
    for child in node.children:
        yield from _names(child)


def _reachable(language: Language, starts: set[str]) -> set[str]:
    """Return the rules below some rules, those of single signs and words aside."""
    grammar = grammar_of(language)
    waiting = [grammar[name] for name in starts if name in grammar]
    seen: dict[int, Any] = {}
    while waiting:
        rule = waiting.pop()
        if id(rule) not in seen:
            seen[id(rule)] = rule
            waiting.extend(getattr(rule, "members", ()))
    names = {rule.name for rule in seen.values() if rule.name}
    return {name for name in names if not name.startswith((KEYWORD_PREFIX, SIGN_PREFIX))}
