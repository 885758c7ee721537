"""NX200, NX203, NX204: parts of a schema that repeat, words that no part knows, and mutable ledgers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from nexflow_analysis.declare.lifecycle import lifecycle_parts, mode_of
from nexflow_analysis.diagnostics import Here, LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Boolean
from nexflow_grammar.tree.nodes import Node, Phrase, Word

PATTERNS = (
    "master_data", "immutable_ledger", "versioned_configuration", "operational_parameters",
    "event_log", "state_machine", "temporal_data", "reference_data", "business_logic",
    "audit_event", "command", "response", "aggregate", "document",
)  # fmt: skip
MODES = ("backward", "forward", "full", "none")
_FORMATS = ("json", "avro", "confluent_avro", "protobuf")
#: Parts that may stand more than once, or that are no parts.
_MANY = frozenset({"schema_rule", "nested", "field", "lifecycle", "compatibility"})
#: Two rules that are two ways to write one part.
_SAME = {"states_list": "states", "constraints_head": "constraints"}
_IMMUTABLE = ("immutable_ledger", "audit_event")
Key = TypeVar("Key", bound=Hashable)
Part = TypeVar("Part", bound=Node)


def check_schema_parts(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check that each part stands once, and that its words mean something."""
    head = segment.head
    if segment.kind != "schema" or head is None:
        return
    parts = [child for child in head.children if child.rule not in _MANY]
    check_once(
        ((_SAME.get(part.rule, part.rule), part, keyword_of(part)) for part in parts), reporter
    )
    check_once(_lifecycle(head), reporter)
    for block in head.every("serialization"):
        check_once(_named(block.children), reporter)
    for block in head.every("streaming"):
        _check_options(block, reporter)
    _check_words(head, reporter)
    patterns = [word.text for entry, word in _words(head.every("pattern"))]
    _check_immutable(head, patterns, reporter)
    _check_rules(head, reporter)


def _check_options(block: Entry, reporter: Reporter) -> None:
    options = [child for child in block.children if child.rule == "option"]
    check_once(_named(options), reporter)
    inner = [child for child in block.children if child.rule != "option"]
    check_once(((part.rule, part, keyword_of(part)) for part in inner), reporter)
    for part in inner:
        check_once(_named(part.children), reporter)


def check_once(
    parts: Iterable[tuple[str, Entry, Node]],
    reporter: Reporter,
    code: str = "NX200",
    owner: str = "schema",
) -> None:
    """Report each part whose key was there before."""
    for key, entry, node, first in repeated(parts, "said here first"):
        message = f"`{key}` is already said above; a {owner} says it once, so join the two"
        reporter.add(entry, node, code, message, related=(first,))


def repeated(
    parts: Iterable[tuple[Key, Entry, Part]], said: str
) -> Iterator[tuple[Key, Entry, Part, Here]]:
    """Yield each part whose key was there before, with the place of the first. said: what to say there."""
    seen: dict[Key, tuple[Entry, Part]] = {}
    for key, entry, node in parts:
        first, place = seen.setdefault(key, (entry, node))
        if (first is entry and place is node) or entry.broken:
            continue
        yield key, entry, node, Here(first.start + place.start, first.start + place.end, said)


def keyword_of(entry: Entry) -> Node:
    """Return the word that a part begins with."""
    node = entry.node
    return node.parts[0] if isinstance(node, Phrase) and node.parts else node


def _named(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry, Node]]:
    """Yield the options of a block by their names."""
    for entry in entries:
        word = getattr(entry.node, "name", None) or keyword_of(entry)
        if isinstance(word, Word):
            yield word.text, entry, word


def _lifecycle(head: Entry) -> Iterator[tuple[str, Entry, Node]]:
    """Yield what stands below `version`, and the compatibility wherever it stands."""
    for entry, part in lifecycle_parts(head):
        word = part.first(Word)
        if word is not None:
            key = "compatibility" if part.rule == "compatibility" else word.text
            yield key, entry, word


def _words(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Word]]:
    for entry in entries:
        if isinstance(entry.node, Phrase) and not entry.broken:
            for word in entry.node.every(Word):
                yield entry, word


def _check_words(head: Entry, reporter: Reporter) -> None:
    for entry, word in _words(head.every("pattern")):
        check_word(entry, word, "pattern", PATTERNS, reporter)
    check_once(
        ((word.text, entry, word) for entry, word in _words(head.every("pattern"))), reporter
    )
    for entry, part in lifecycle_parts(head):
        if part.rule == "compatibility":
            _check_mode(entry, part.every(Word)[-1], reporter)
    for block in head.every("serialization"):
        for entry in block.children:
            node = entry.node
            words = node.every(Word) if isinstance(node, Phrase) and not entry.broken else []
            if len(words) > 1 and words[0].text == "format":
                check_word(entry, words[1], "format", _FORMATS, reporter)
            elif len(words) > 1 and words[0].text == "compatibility":
                _check_mode(entry, words[1], reporter)


def _check_mode(entry: Entry, word: Word, reporter: Reporter) -> None:
    if mode_of(word.text) not in MODES:
        check_word(entry, word, "compatibility", MODES, reporter)


def check_word(
    entry: Entry, word: Word, what: str, known: tuple[str, ...], reporter: Reporter
) -> None:
    """Check that a word is one of those that a part knows."""
    if word.text in known:
        return
    near = nearest(word.text, known)
    fixes: tuple[LocalFix, ...] = ()
    if near is not None:
        change = Replacement(word.start, word.end, near)
        fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
    hint = suggestion(word.text, known)
    if near is None:
        hint = "; there is " + ", ".join(f"`{name}`" for name in known)
    message = f"there is no {what} `{word.text}`{hint}"
    reporter.add(entry, word, "NX203", message, fixes=fixes)


def _check_immutable(head: Entry, patterns: list[str], reporter: Reporter) -> None:
    for entry in head.every("immutable"):
        value = entry.node.first(Boolean) if isinstance(entry.node, Phrase) else None
        implied = next((name for name in patterns if name in _IMMUTABLE), None)
        if value is None or value.value or implied is None or entry.broken:
            continue
        message = (
            f"the pattern `{implied}` implies `immutable true`: its records are never changed; write "
            "that, or choose another pattern"
        )
        change = Replacement(value.start, value.end, "true")
        fix = LocalFix("Write `true`", (change,), safe=False)
        reporter.add(entry, value, "NX204", message, fixes=(fix,))


def _check_rules(head: Entry, reporter: Reporter) -> None:
    """Check that no two rules have one name, and that each says its parts once."""
    rules = [(entry, entry.node) for entry in head.every("schema_rule")]
    named = [
        (f"rule {node.every(Word)[-1].text}", entry, node.every(Word)[-1])
        for entry, node in rules
        if isinstance(node, Phrase) and node.every(Word)
    ]
    check_once(named, reporter)
    for entry, _node in rules:
        check_once(((part.rule, part, keyword_of(part)) for part in entry.children), reporter)
