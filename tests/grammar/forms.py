"""Parse a form of a chapter by itself."""

from __future__ import annotations

from textwrap import indent

from outline import problems, rules

from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

HEADS = {
    Language.SCHEMA: "schema S",
    Language.TRANSFORM: "transform T",
    Language.RULES: "rule R",
    Language.PROCESS: "process P",
}


def parse_form(language: Language, text: str) -> tuple[str, list[str]]:
    """Return the outline and the problems of a form. `@` starts a whole file."""
    whole = text[1:] if text.startswith("@") else f"{HEADS[language]}\n{indent(text, '    ')}\nend"
    segments = SourceFile(language, f"{whole}\n").segments
    outline = " ".join(rules(segment.entries) for segment in segments if segment.entries)
    return outline, [problem for segment in segments for problem in problems(segment)]
