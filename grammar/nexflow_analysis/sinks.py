"""What a sink asks of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.clauses import paths_of, word_of
from nexflow_analysis.definitions import SchemaDefinition, StreamDefinition
from nexflow_analysis.diagnostics import Elsewhere, FieldEdit, LocalFix
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.names import normal
from nexflow_analysis.pii import unmarked
from nexflow_analysis.process.branching import together
from nexflow_analysis.process.edits import line_above, moved
from nexflow_analysis.process.expressions import infer_clauses
from nexflow_analysis.process.payloads import payload_of
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import Sink
from nexflow_analysis.references import refer
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.process import Emit, Persist

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


class Place(Struct, frozen=True):
    """Where records are sent on. subject: what is sent, in words; statement: what they may be filtered above.

    advice: how a field that is missing, `{}`, is added; "" where that is a step above.
    """

    entry: Entry
    node: Node
    subject: str = "the record"
    statement: Entry | None = None
    advice: str = ""


def sink(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow an `emit` or a `persist`: the record must fit the sink's schema, and goes on."""
    node = entry.node
    assert isinstance(node, Emit | Persist)
    name = normal(text_of(node.target))
    sent = state.destinations.get(name, ())
    reaching = before
    if sent:
        state.used.add(name)
        reaching = together(state, [((entry, ()), stream) for stream in sent])
    if reaching is not None:
        _check(state, entry, node, reaching, configures=bool(sent))
    for child in entry.children:
        state.walk(child.children, before)
    return before


def _check(
    state: Flow, entry: Entry, node: Emit | Persist, stream: Stream, *, configures: bool
) -> None:
    """Check a sink. configures: whether it is a route's destination, that nothing above it reaches."""
    state.sinks.append(Sink(entry, stream))
    for key in ("key", "upsert by"):
        for place, path in paths_of(entry, key):
            state.field_type(place, path, stream)
    infer_clauses(state, entry, stream)
    schema, place, marked = sink_schema(state, entry, node)
    if schema is not None:
        demanded = state.demanded_by(schema)
        payload = payload_of(state, entry, stream)
        sent = stream.record if payload is None else payload
        _check_pii(state, place, marked, sent, demanded)
        where = Place(place, marked, statement=None if configures else entry)
        if payload is not None:
            where = Place(place, marked, "the payload", advice="add {} to the payload")
        _check_fit(state, where, sent, demanded)


def check_stream(
    state: Flow, place: Place, target: str, stream: Stream, *, fits: bool = True
) -> None:
    """Check what is sent to a stream of `nexflow.toml`. fits: whether it must fit its schema, too."""
    schema = _stream_schema(state, target)
    if schema is None:
        return
    demanded = state.demanded_by(schema)
    _check_pii(state, place.entry, place.node, stream.record, demanded)
    if fits:
        _check_fit(state, place, stream.record, demanded)


def _stream_schema(state: Flow, name: str) -> SchemaDefinition | None:
    """Return the schema of a stream of `nexflow.toml`."""
    stream = state.lookup.find(StreamDefinition, "stream", name) if name else None
    return state.lookup.schema(stream.schema) if stream is not None and stream.schema else None


def sink_schema(
    state: Flow, entry: Entry, node: Emit | Persist
) -> tuple[SchemaDefinition | None, Entry, Node]:
    """Return the schema that a sink demands, and the place that names it."""
    written = word_of(entry, "schema")
    if written is not None:
        place, word = written
        if word.text == "object":
            return None, place, word
        return (
            refer(state.lookup, state.reporter, place, word, SchemaDefinition, "schema"),
            place,
            word,
        )
    return _stream_schema(state, text_of(node.target)), entry, node.target


def _check_fit(state: Flow, place: Place, record: t.Record, schema: t.Record) -> None:
    entry, node, statement = place.entry, place.node, place.statement
    if record.open or (record.name and record.name == schema.name):
        return
    missing: list[str] = []
    for field in schema.fields:
        found = record.field(field.name)
        if found is None:
            if not field.nullable:
                missing.append(field.name)
            continue
        problem = fit_problem(
            t.Typed(state.lookup.deep(found.type), found.nullable), state.lookup.deep(field.type)
        )
        if problem:
            message = (
                f"{place.subject} does not fit `{schema.name}`: the field `{field.name}`: {problem}"
            )
            state.error(entry, node, "NX521", message)
        elif found.nullable and not field.nullable and found.type != t.UNKNOWN:
            fix = _without_null(state, entry, statement, found.name) if statement else ()
            state.warn(
                entry, node, "NX522",
                f"`{found.name}` may be null here, and `{schema.name}` requires it: such a record fails; give it "
                + ("a value with `??`" if place.advice else f"a value with `??`, or filter `{found.name} is not null` above"),
                *fix,
            )  # fmt: skip
    if missing:
        _say_missing(state, place, missing, record, schema)


def _check_pii(state: Flow, entry: Entry, node: Node, record: t.Record, schema: t.Record) -> None:
    """Check that the schema of a sink marks the PII that reaches it."""
    for path, profile in unmarked(record, schema, state.lookup):
        mark = profile if profile == "pii" else f"pii.{profile}"
        change = FieldEdit(schema.name, path, f" {mark}")
        fix = LocalFix(
            f"Mark `{path}` of `{schema.name}` as `{mark}`", (), safe=False, elsewhere=(change,)
        )
        message = (
            f"`{path}` holds personal data (`{mark}`), and `{schema.name}` does not mark it so, so nobody "
            f"would mask it there; mark it in `{schema.name}`, or `mask` or `hash` it above"
        )
        related = (Elsewhere("schema", schema.name, "does not mark it"),)
        if not entry.broken:
            state.reporter.add(entry, node, "NX270", message, fixes=(fix,), related=related)


def _without_null(state: Flow, entry: Entry, statement: Entry, name: str) -> tuple[LocalFix, ...]:
    """Return the fix that keeps null from a sink. entry: where the diagnostic stands."""
    fix = line_above(state.segment, statement, f"filter {name} is not null")
    return (moved(fix, statement.start - entry.start),)


def _say_missing(
    state: Flow, place: Place, missing: list[str], record: t.Record, schema: t.Record
) -> None:
    names = ", ".join(f"`{name}`" for name in missing)
    several = len(missing) > 1
    qualified = [
        field.name for field in record.fields if field.name.rpartition(".")[2] == missing[0]
    ]
    either = " or ".join(f"`{name}`" for name in qualified)
    advice = (
        f"say which one it is with `set {missing[0]} = {qualified[0]}` above (there is {either})"
        if qualified and not place.advice
        else (place.advice or "add {} with a `transform`, an `enrich` or a `set` above").format(
            "them" if several else "it"
        )
    )
    state.error(
        place.entry, place.node, "NX520",
        f"{place.subject} does not fit `{schema.name}`: the required field{'s' if several else ''} {names} "
        f"{'are' if several else 'is'} missing{'' if place.advice else ' at this point'}; {advice}",
    )  # fmt: skip
