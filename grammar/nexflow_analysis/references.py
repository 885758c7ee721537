"""References from one definition to another, by name: found, found in another spelling, or unknown."""

from __future__ import annotations

from typing import TypeVar

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Word

DefinitionT = TypeVar("DefinitionT", bound=Definition)

#: What the definitions of a namespace are called, and where one that is missing is to be written.
_WORDS = {
    "schema": ("schema", "define a schema of this name"),
    "transform": ("transform", "define a transform of this name"),
    "rule": ("rule or decision table", "define a rule or decision table of this name"),
    "stream": ("stream", "declare it under [streams] in nexflow.toml"),
    "lookup": ("lookup source", "declare it under [lookups] in nexflow.toml"),
}


def refer(
    lookup: Lookup,
    reporter: Reporter,
    entry: Entry,
    word: Word,
    kind: type[DefinitionT],
    namespace: str,
) -> DefinitionT | None:
    """Return the definition that a word names; report an unknown name and another spelling."""
    found = lookup.find(kind, namespace, word.text)
    if found is None:
        report_unknown(lookup, reporter, entry, word, namespace)
    elif found.name != word.text:
        reporter.spelling(entry, word, found.name)
    return found


def unknown_message(lookup: Lookup, name: str, namespace: str) -> str:
    """Say that no definition of a namespace has a name."""
    near = nearest(name, lookup.names(namespace))
    what, advice = _WORDS[namespace]
    hint = f"; did you mean `{near}`?" if near is not None else f"; {advice}"
    return f"there is no {what} `{name}`{hint}"


def report_unknown(
    lookup: Lookup, reporter: Reporter, entry: Entry, word: Word, namespace: str
) -> None:
    """Report a name that no definition of a namespace has."""
    near = nearest(word.text, lookup.names(namespace))
    fixes: tuple[LocalFix, ...] = ()
    if near is not None:
        change = Replacement(word.start, word.end, near)
        fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
    message = unknown_message(lookup, word.text, namespace)
    if not entry.broken:
        reporter.add(entry, word, "NX100", message, fixes=fixes)
