"""A mistake in any form is one problem, or few, and hurts no other definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from form_rows import Form, all_forms
from outline import rules

from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

NEXT = {
    Language.PROCESS: "process Next\n    receive a\nend\n",
    Language.SCHEMA: "schema Next\n    a: string\nend\n",
    Language.TRANSFORM: "transform Next\n    input: A\nend\n",
    Language.RULES: "rule Next\n    set a = 1\nend\n",
}
TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|```.*?```|\$\{[^}]*\}|\w+|->|=>|[=!<>]=|\?\?|\.\.|\S",
    re.DOTALL,
)
ENDS = ("end", "endif", "}")
#: Of a comment nothing is checked, and a head that is gone leaves what belonged to it.
FORMS = [form for form in all_forms() if not form.rule and "/*" not in form.right]
#: How many problems a mistake may be at most: more only where what follows means something else.
MOST = {"an end": 1, "a stray sign": 2, "a half-typed line": 2}
#: Mistakes with more problems, each with its reason.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("rule", "an end"): "the parts of a schema's rule stand in no other block",
    ("set with a choice below", "a half-typed line"): "without `=` a step starts with the `when`",
    ("set with a choice below", "a stray sign"): "behind it a step starts with the `when`",
    ("route using a rule", "a stray sign"): "its destinations begin with names of the user's own",
    (
        "route using a rule",
        "a half-typed line",
    ): "its destinations begin with names of the user's own",
}


def _mistakes(text: str) -> Iterator[tuple[str, str]]:
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens):
        start, end = token.span()
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        if token[0] in ENDS:
            yield "an end", text[:start] + text[end:]
            yield "an end", f"{text[:end]}\n{token[0]}{text[end:]}"
        if number and text[line_start:start].strip():
            yield "a half-typed line", text[:start].rstrip(" ") + text[line_end:]
        yield "a stray sign", f"{text[:end]} @ {text[end:]}"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.file}: {form.name}")
def test_a_mistake_in_a_form_hurts_its_definition_only(form: Form) -> None:
    text, other = form.text(form.right), NEXT[form.language]
    expected = rules(SourceFile(form.language, other).segments[0].entries)
    for kind, wrong in _mistakes(text):
        above, *hurt, below = SourceFile(form.language, other + wrong + other).segments
        for segment in (above, below):
            assert segment.text == other
            assert (rules(segment.entries), segment.problems) == (expected, ()), wrong
        said = [problem.message for segment in hurt for problem in segment.problems]
        most = MOST[kind] if (form.name, kind) not in EXCEPTIONS else 4
        assert len(said) <= most, (wrong, said)


def test_every_exception_is_needed() -> None:
    names = {form.name for form in FORMS}
    assert {name for name, _kind in EXCEPTIONS} <= names
