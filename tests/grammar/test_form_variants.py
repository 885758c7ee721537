"""Every form says the same with comments between its lines, and in braces, and formats as it does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from form_rows import all_forms

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.formatting import format_text
from nexflow_grammar.formatting.same_tree import plain
from nexflow_grammar.items import Item
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

_ALSO = Path(__file__).parents[1] / "formatting" / "also_written.toml"
#: A text, SQL or comment over lines takes what is put between these.
_OVER_LINES = ('"""', "```", "/*")
#: A one-liner that the formatter writes in two steps where a comment stands behind it, and forms with
#: a line end between the words of a keyword, where no comment may stand.
_WITHOUT_COMMENTS = {
    "also process: route when then", "transform: lists over lines", "rules: conditions over lines",
    "process: keywords over lines", "process: keywords over lines that open no block",
    "process: settings over lines", "process: window over lines", "process: clauses over lines",
    "process: hold over lines",
}  # fmt: skip


def _texts() -> dict[str, tuple[Language, str]]:
    found = {
        f"{form.file}: {form.name}": (form.language, form.text(form.right))
        for form in all_forms()
        if not form.rule
    }
    for name, row in tomllib.loads(_ALSO.read_text("utf-8")).items():
        found[f"also {name}"] = Language(name.partition(":")[0]), row["also"]
    return {
        name: (language, text)
        for name, (language, text) in found.items()
        if not any(opener in text for opener in _OVER_LINES)
    }


TEXTS = _texts()


def _lines(text: str, change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if line.strip() else line for line in text.split("\n"))


def _commented(line: str) -> bool:
    return "//" in line or "#" in line


VARIANTS: dict[str, Callable[[str], str]] = {
    "a comment below each line": lambda text: _lines(text, lambda line: f"{line}\n  // so\n"),
    "a comment behind each line": lambda text: _lines(
        text, lambda line: line if _commented(line) else f"{line}  # so"
    ),
    "a comment over lines": lambda text: _lines(text, lambda line: f"{line}\n /* so\n on */"),
    "a comment in front": lambda text: _lines(text, lambda line: f"/* so */ {line}"),
}


def _in_braces(language: Language, text: str) -> str:
    """Write braces for every `end` that closes a block."""
    edits: list[tuple[int, int, str]] = []
    offset = 0
    for segment in SourceFile(language, text).segments:
        blocks: list[Item | None] = []
        for item in segment.items:
            del blocks[len(blocks) - item.pops :]
            if item.rule == "end":
                head = blocks.pop() if blocks else None
                if head is not None and item.text != "}":
                    edits.append((offset + head.end, offset + head.end, " {"))
                    edits.append((offset + item.start, offset + item.end, "}"))
            elif item.rule == "brace":
                blocks[-1] = None
            elif item.rule == "reopen":  # this arm may have an `end`, but none before it
                blocks.append(None)
            elif item.opens:
                block = OUTLINES[language].blocks[item.opens.rstrip("?")]
                real = block.braces and not (block.soft or item.opens.endswith("?"))
                blocks.append(item if real else None)
        offset += len(segment.text)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _check(language: Language, text: str, variant: str) -> None:
    segments = SourceFile(language, variant).segments
    assert [problem for segment in segments for problem in segment.problems] == [], variant
    tree = [plain(segment.entries) for segment in segments]
    assert tree == [plain(one.entries) for one in SourceFile(language, text).segments], variant
    once = format_text(language, variant)
    assert [plain(one.entries) for one in SourceFile(language, once).segments] == tree, variant
    assert format_text(language, once) == once, variant


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - _WITHOUT_COMMENTS))
def test_a_form_with_comments_says_the_same(name: str) -> None:
    language, text = TEXTS[name]
    for change in VARIANTS.values():
        _check(language, text, change(text))


@pytest.mark.parametrize("name", TEXTS)
def test_a_form_in_braces_says_the_same(name: str) -> None:
    language, text = TEXTS[name]
    braced = _in_braces(language, text)
    _check(language, text, braced)
    if name not in _WITHOUT_COMMENTS:
        _check(language, text, VARIANTS["a comment behind each line"](braced))
