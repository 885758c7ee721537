"""Every keyword of the languages is known to the editor's highlighting."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

SYNTAXES = Path(__file__).parents[2] / "vscode-extension" / "syntaxes"
#: In a grammar: what stands in quotes, and lists of words in tokens.
_QUOTED, _LISTED = re.compile(r"'([^']*)'"), re.compile(r"\(\?:([a-z_|]+)\)\\b")
_TOKEN = re.compile(r"^\w+\s*:=.*$", re.MULTILINE)
LANGUAGES = ("process", "schema", "transform", "rules")
#: Words that an expression of the highlighting stands for without spelling them.
IMPLIED = {
    "allowed_lateness": "`allowed[ _]lateness`",
    "keyed": "`key(?:ed)?`",
    "features": "any word before `:` and a value",
    "lookups": "any word before `:` and a value",
    "payload": "any word before `:` and a value",
}


def _keywords(name: str) -> set[str]:
    """Return the words of a grammar."""
    lines = (files("nexflow_grammar") / "peg" / f"{name}.peg").read_text("utf-8").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("#"))
    listed = {word for words in _LISTED.findall(text) for word in words.split("|")}
    quoted = {word for words in _QUOTED.findall(_TOKEN.sub("", text)) for word in words.split()}
    return {word for word in listed | quoted if word.isidentifier()} - set(IMPLIED)


def _highlighted(*names: str) -> set[str]:
    """Return the words in some files of highlighting."""
    text = "".join((SYNTAXES / f"{name}.tmLanguage.yaml").read_text("utf-8") for name in names)
    return set(re.findall(r"[A-Za-z_]+", re.sub(r"\\[bsw]", " ", text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_keyword_of_a_language_is_highlighted(language: str) -> None:
    assert sorted(_keywords(language) - _highlighted("common", language)) == []


def test_every_keyword_of_all_languages_is_highlighted() -> None:
    assert sorted(_keywords("common") - _highlighted("common", *LANGUAGES)) == []
