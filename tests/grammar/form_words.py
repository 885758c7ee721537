"""What the parser says of every word of every form, as JSON: what highlighting must show it as.

Run as a program by the test of the extension's grammars.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from form_rows import Form, all_forms

from nexflow_grammar.languages import Language, language_of
from nexflow_grammar.parser import parse_item
from nexflow_grammar.segment import Segment
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.spellings import parsed_as
from nexflow_grammar.tree.rules import Row

TESTS = Path(__file__).parents[1]
#: What stands around a form that is no item, by its file and language.
_AROUND = {
    ("expressions", Language.TRANSFORM): ("transform T\n    apply\n        a = f(", "\n        )\n    end\nend\n"),
    ("expressions", Language.PROCESS): ("process P\n    filter f(", "\n    )\nend\n"),
    ("expressions", Language.SCHEMA): ("schema S\n    computed\n        a = f(", "\n        )\n    end\nend\n"),
    ("expressions", Language.RULES): ("rule R\n    set a = f(", "\n    )\nend\n"),
    ("cells", Language.RULES): ("decision_table T\n    decide\n        | a | b |\n        |===|===|\n| ", " | yes |\n    end\nend\n"),
    ("results", Language.RULES): ("decision_table T\n    decide\n        | a | b |\n        |===|===|\n| 1 | ", " |\n    end\nend\n"),
    ("columns", Language.RULES): ("decision_table T\n    decide\n        | ", " | b |\n        |===|===|\n| 1 | 2 |\n    end\nend\n"),
}  # fmt: skip
#: What the tokens are that stand for more than their own words.
_KINDS = {
    "string": "string", "prefix_match": "string", "import_path": "path", "number": "number",
    "integer": "number", "money": "number", "percent": "number", "short_duration": "number",
    "version_number": "number", "boolean": "constant", "null": "constant", "unit": "unit",
    "size_unit": "unit", "placeholder": "placeholder", "sql_text": "sql", "name": "name",
    "plain_name": "name", "collection_kind": "type", "map_kind": "type", "decimal_kind": "type",
    "nested_list": "type", "any_cell": "constant", "no_result": "constant",
}  # fmt: skip
#: What a name is by the rule around it.
_NAMES = {"named_type": "type", "option": "keyword"}
#: Names that are words of the language in a rule.
_WORDS = {"destination": ("otherwise", "default")}
#: Forms whose words go on below, or behind a comment: a highlighter that sees one line, and what stands
#: beside a word, takes the first ones for names.
_SPLIT = {
    ("schema", "parts over lines"), ("transform", "parts over lines"), ("rules", "parts over lines"),
    ("rules", "conditions over lines"), ("rules", "services over lines"),
    ("process", "keywords over lines"), ("process", "keywords over lines that open no block"),
    ("process", "settings over lines"), ("process", "window over lines"),
    ("process", "clauses over lines"), ("schema", "types and signs below names"),
    ("transform", "names above their signs"), ("transform", "types below names"),
    ("transform", "input above its type"), ("rules", "names above signs and types"),
    ("process", "hold over lines"), ("process", "transform below its name"),
    ("transform", "comments between words"), ("process", "comments between words"),
}  # fmt: skip


class Marked(NamedTuple):
    """A word of a text. kind: what it is to the parser."""

    start: int
    end: int
    kind: str


def files_of(form: Form) -> Iterator[tuple[Language, str]]:
    """Yield the example of a form as a whole file, in each language that has the form."""
    if not form.rule:
        yield form.language, form.text(form.right)
    for (file, language), (before, after) in _AROUND.items():
        if file == form.file:
            yield language, before + form.right + after


def words_of(language: Language, text: str) -> list[Marked]:
    """Return the words of a file with what they are."""
    found: list[Marked] = []
    offset = 0
    for segment in SourceFile(language, text).segments:
        words = [*_in_segment(segment), *_comments(segment)]
        found += [Marked(one.start + offset, one.end + offset, one.kind) for one in words]
        offset += len(segment.text)
    return found


def _comments(segment: Segment) -> Iterator[Marked]:
    """Yield what stands between the items: comments, and the commas of lists."""
    spans = [(item.start, item.end) for item in segment.items]
    for one in _gaps(segment.text, 0, len(segment.text), spans, "comment"):
        is_comma = segment.text[one.start : one.end] == ","
        yield one._replace(kind="sign") if is_comma else one


def _gaps(
    text: str, start: int, end: int, spans: list[tuple[int, int]], kind: str
) -> Iterator[Marked]:
    """Yield what is left of a text besides some spans."""
    at = start
    for left, right in [*sorted(spans), (end, end)]:
        for found in re.finditer(r"\S+", text[at:left]):
            yield Marked(at + found.start(), at + found.end(), kind)
        at = max(at, right)


def _in_segment(segment: Segment) -> Iterator[Marked]:
    for item in segment.items:
        if item.rule in ("end", "brace"):
            kind = "keyword" if item.text.isalpha() else "sign"
            yield Marked(item.start, item.end, kind)
            continue
        parts = [(item.rule, item.text, 0)]
        if item.rule == "row":
            row = parse_item(segment.language, "row", item.text).node
            cells = row.cells if isinstance(row, Row) and not row.separator else ()
            parts = [(rule, cell.text, cell.start) for cell in cells for rule in _cell(cell.text)]
        words: list[Marked] = []
        for rule, text, at in parts:
            node = parsed_as(segment.language, rule, text)
            for one in _tokens(text, node, "") if node is not None else ():
                start = item.start + at
                words.append(Marked(one.start + start, one.end + start, one.kind))
        yield from words
        spans = [(word.start, word.end) for word in words]
        rest = "sign" if item.rule == "row" else "comment"
        yield from _gaps(segment.text, item.start, item.end, spans, rest)


def _cell(text: str) -> list[str]:
    """Return the rule of a cell: a condition's where it is one."""
    rules = ("result", "condition") if text.startswith("emit") else ("condition", "result")
    return [rule for rule in rules if not parse_item(Language.RULES, rule, text).problems][:1]


def _tokens(text: str, node: Any, inside: str) -> Iterator[Marked]:
    name = node.expr_name
    if name and hasattr(node, "match"):
        token = node.match.group(1)
        kind = _KINDS.get(name, "keyword" if token[:1].isalpha() else "sign")
        if kind == "name":
            called = text[node.start + len(token) :].lstrip().startswith("(")
            kind = "function" if called else _name(text, token, inside)
        if token:
            yield from _split(node.start, token, kind)
        return
    for child in node.children:
        yield from _tokens(text, child, name or inside)


def _name(text: str, token: str, inside: str) -> str:
    """Return what a name is where only its place says that it is a word of the language."""
    if token in _WORDS.get(inside, ()) or text == "priority":
        return "keyword"
    if inside == "name_clause" and token in ("true", "false", "yes", "no"):
        return "constant"
    return _NAMES.get(inside, "name")


def _split(start: int, text: str, kind: str) -> Iterator[Marked]:
    """Yield each word of a token of several."""
    if kind != "keyword":
        yield Marked(start, start + len(text), kind)
        return
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield Marked(start + at, start + at + len(word), kind)
        at += len(word)


def texts() -> Iterator[tuple[str, Language, str]]:
    """Yield a name, the language and the text: every form, every other spelling, every example."""
    for form in all_forms():
        if (form.file, form.name) in _SPLIT:
            continue
        for language, text in files_of(form):
            yield f"{form.file}: {form.name}, {language.value}", language, text
    rows = tomllib.loads((TESTS / "formatting" / "also_written.toml").read_text("utf-8"))
    for name, row in rows.items():
        language = Language(name.partition(":")[0])
        for key in ("also", "first"):
            yield f"{key} written {name}", language, row[key]
    for path in sorted((TESTS.parent / "examples").glob("*/src/*")):
        own = language_of(path.name)
        if own is not None:
            yield path.name, own, path.read_text("utf-8")


def report() -> list[dict[str, object]]:
    """Return every text with its words."""
    return [
        {"name": name, "language": language.value, "text": text, "words": words_of(language, text)}
        for name, language, text in texts()
    ]


if __name__ == "__main__":
    json.dump(report(), sys.stdout)
