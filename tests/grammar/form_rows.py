"""The list of the languages' forms: `forms/*.toml`, a table per form.

`right` is an example and `tree` what it parses to; `wrong` differs from the form in one thing, and
`problem` is the only diagnostic that it gets, behind the text that it marks. A text that starts with
`@` is a whole file, others stand in a definition. Run as a program, this module writes the trees and
problems that the parser gives; the difference is to be reviewed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import indent

from forms import HEADS
from outline import brief, problems

from nexflow_grammar.assemble import Entry
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.source_file import SourceFile

FOLDER = Path(__file__).parent / "forms"
#: By file: the language, and the grammar rule of its forms where they are no items.
FILES: dict[str, tuple[Language, str]] = {
    "common": (Language.SCHEMA, ""),
    "types": (Language.SCHEMA, ""),
    "expressions": (Language.TRANSFORM, "expression"),
    "schema": (Language.SCHEMA, ""),
    "transform": (Language.TRANSFORM, ""),
    "rules": (Language.RULES, ""),
    "cells": (Language.RULES, "condition"),
    "results": (Language.RULES, "result"),
    "columns": (Language.RULES, "column"),
    "process": (Language.PROCESS, ""),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A row of the list. missing: which of its four entries it has not."""

    file: str
    name: str
    right: str = ""
    tree: str = ""
    wrong: str = ""
    problem: str = ""

    @property
    def language(self) -> Language:
        """The language that the form is of."""
        return FILES[self.file][0]

    @property
    def rule(self) -> str:
        """The grammar rule of a form that is no item, or nothing."""
        return FILES[self.file][1]

    def text(self, example: str) -> str:
        """Return a whole file that an example stands in; of an expression, the example."""
        if self.rule:
            return example
        if example.startswith("@"):
            return f"{example[1:]}\n"
        return f"{HEADS[self.language]}\n{indent(example, '    ')}\nend\n"

    def read(self, example: str) -> tuple[str, list[str]]:
        """Return the tree and the problems of an example."""
        if self.rule:
            parsed = parse_item(self.language, self.rule, example)
            said = [f"{example[p.start : p.end]}| {p.message}" for p in parsed.problems]
            return brief(parsed.node), said
        segments = SourceFile(self.language, self.text(example)).segments
        entries = [entry for segment in segments for entry in segment.entries]
        if not example.startswith("@"):
            entries = [child for entry in entries for child in entry.children]
        tree = "\n".join(line for entry in entries for line in tree_of(entry))
        return tree, [problem for segment in segments for problem in problems(segment)]


def tree_of(entry: Entry) -> list[str]:
    """Write an entry and those below it, a line each."""
    head = f"{entry.rule}{'!' * entry.broken} {brief(entry.node)}"
    return [head, *(f"    {line}" for child in entry.children for line in tree_of(child))]


@cache
def all_forms() -> tuple[Form, ...]:
    """Return every row of every file."""
    return tuple(
        Form(file, name, **{key: value.removesuffix("\n") for key, value in row.items()})
        for file in FILES
        for name, row in tomllib.loads((FOLDER / f"{file}.toml").read_text("utf-8")).items()
    )


def written(form: Form) -> str:
    """Write a row with the tree and the problem that the parser gives."""
    tree, mistakes = form.read(form.right)
    _tree, said = form.read(form.wrong)
    values = {
        "right": form.right,
        "tree": "\n".join([*mistakes, tree]),
        "wrong": form.wrong,
        "problem": "\n".join(said),
    }
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items()]
    return "\n".join([f'["{form.name}"]', *lines, ""])


def _quoted(text: str) -> str:
    return f"'''\n{text}\n'''" if "\n" in text or "'" in text else f"'{text}'"


if __name__ == "__main__":
    for name in FILES:
        rows = [written(form) for form in all_forms() if form.file == name]
        (FOLDER / f"{name}.toml").write_text("\n".join(rows), encoding="utf-8")
