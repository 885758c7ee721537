"""Small mistakes of every kind, at every word: each is one problem, and hurts its own definition only.

`mutations.py` makes them; this draws some of them, the same each time.
"""

from __future__ import annotations

import random

import pytest
from form_rows import Form, all_forms
from mutations import Mutation, mutations
from outline import rules
from test_form_recovery import NEXT

from nexflow_analysis.declare import declare
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import Segment, SourceFile

#: One in so many mistakes is tried.
_SHARE = 25
#: The words that open a definition without a name: nothing tells that one was there.
_NAMELESS = ("types", "services", "actions")
#: One in so many mistakes may be two: a statement that is gone leaves what belonged to it.
_RARE = 100


def _drawn(language: Language) -> list[tuple[Form, Mutation]]:
    forms = [form for form in all_forms() if not form.rule and form.language is language]
    every = [(form, one) for form in forms for one in mutations(form.text(form.right))]
    return random.Random(1).sample(every, len(every) // _SHARE)


def _said(segment: Segment) -> tuple[object, ...]:
    return segment.text, rules(segment.entries), segment.problems, declare(segment)


@pytest.mark.parametrize("language", list(Language))
def test_a_small_mistake_is_one_problem_and_hurts_its_own_definition_only(
    language: Language,
) -> None:
    other = NEXT[language]
    [alone] = SourceFile(language, other).segments
    drawn, several = _drawn(language), []
    assert len(drawn) > 100
    for form, mistake in drawn:
        text = form.text(form.right)
        gone = text[mistake.start : mistake.end]
        if gone in _NAMELESS or text.startswith("import"):
            continue
        wrong = mistake.apply(text)
        above, *own, below = SourceFile(language, other + wrong + other).segments
        if mistake.kind == "add an end" and mistake.start == 0:
            continue  # which belongs to the definition above
        assert _said(above) == _said(below) == _said(alone), wrong
        if sum(len(segment.problems) for segment in own) > 1:
            several.append((mistake, wrong))
    assert len(several) * _RARE <= len(drawn), several
