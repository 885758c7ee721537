"""NX201, NX202: what the patterns of a schema demand and advise."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Phrase, Word

_START_NAMES = frozenset({"effective_from", "effective_date"})


class Facts(Struct, frozen=True):
    """What is asked of a schema. moments: the normal names of its dates and timestamps.

    open: whether some type is not known, so that a field may be a date without our knowing.
    """

    parts: frozenset[str]
    schema: SchemaDefinition
    moments: frozenset[str]
    open: bool


class Demand(Struct, frozen=True):
    """What a pattern wants. lines: what a fix writes below the pattern, "" where nobody can know."""

    meets: Callable[[Facts], bool]
    message: str
    lines: str = ""


def _has(*parts: str) -> Callable[[Facts], bool]:
    return lambda facts: any(part in facts.parts for part in parts)


_IDENTITY = Demand(_has("identity"), "an `identity` part: the natural key of its records")
_VERSION = Demand(_has("version"), "a `version`, such as `version 1.0.0`", "version 1.0.0")
_DEMANDS: dict[str, tuple[Demand, ...]] = {
    "master_data": (_IDENTITY,),
    "immutable_ledger": (_IDENTITY,),
    "versioned_configuration": (_VERSION,),
    "operational_parameters": (Demand(_has("parameters"), "a `parameters` part"),),
    "event_log": (
        Demand(_has("streaming"), "a `streaming` part with a `time_field`: when each event was"),
        Demand(
            lambda facts: "streaming" not in facts.parts or bool(facts.schema.option("time_field")),
            "a `time_field` in its `streaming` part: when each event was",
        ),
    ),
    "state_machine": (
        Demand(_has("states", "states_list"), "a `states` part"),
        Demand(_has("transitions"), "a `transitions` part: which state follows which"),
    ),
    "reference_data": (Demand(_has("entries"), "an `entries` part: its records"),),
    "business_logic": (Demand(_has("schema_rule"), "at least one `rule`"),),
}
_ADVICE: dict[str, tuple[Demand, ...]] = {
    "master_data": (_VERSION,),
    "event_log": (Demand(_has("identity"), "an `identity` part, so that an event that comes twice is known"),),
    "versioned_configuration": (
        Demand(
            lambda facts: facts.open or bool(facts.moments & _START_NAMES),
            "a date or timestamp named `effective_from` or `effective_date`: since when it holds",
        ),
    ),
    "temporal_data": (
        Demand(
            lambda facts: facts.open or len(facts.moments) > 1,
            "two dates or timestamps for its validity, such as `valid_from` and `valid_to`",
        ),
    ),
}  # fmt: skip


def check_schema_patterns(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that a schema has what its patterns demand, and advise what they advise."""
    head, name = segment.head, segment.name
    if segment.kind != "schema" or head is None or name is None or segment.problems:
        return
    schema = lookup.schema(name.text)
    if schema is None:
        return
    for entry in head.every("pattern"):
        words = entry.node.every(Word) if isinstance(entry.node, Phrase) else []
        facts = _facts(head, schema, lookup)
        for word in dict.fromkeys(words):
            _check(entry, word, facts, reporter)


def _facts(head: Entry, schema: SchemaDefinition, lookup: Lookup) -> Facts:
    types = [(field.name, lookup.deep(field.type)) for field in schema.fields]
    moments = frozenset(normal(name) for name, type_ in types if type_ in (t.DATE, t.TIMESTAMP))
    is_open = any(isinstance(type_, t.Unknown | t.Named) for _name, type_ in types)
    return Facts(frozenset(child.rule for child in head.children), schema, moments, is_open)


def _check(entry: Entry, word: Word, facts: Facts, reporter: Reporter) -> None:
    severity = Severity.ERROR
    for demands, code, verb in ((_DEMANDS, "NX201", "demands"), (_ADVICE, "NX202", "advises")):
        for demand in demands.get(word.text, ()):
            if demand.meets(facts):
                continue
            message = f"the pattern `{word.text}` {verb} {demand.message}"
            fixes: tuple[LocalFix, ...] = ()
            if demand.lines:
                end = entry.node.end
                change = Replacement(end, end, f"\n    {demand.lines}")
                fixes = (LocalFix(f"Write `{demand.lines}`", (change,), safe=False),)
            reporter.add(entry, word, code, message, severity=severity, fixes=fixes)
            break
        severity = Severity.WARNING
