"""`join`, `merge`, `await` and `hold`: statements that make one stream of several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.lookup import with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.process.branching import together
from nexflow_analysis.process.keys import check_key
from nexflow_analysis.process.personal import of_all
from nexflow_analysis.process.state import Stream, unknown_stream
from nexflow_analysis.process.timing import need_time
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow


def paths_in(node: Phrase) -> list[Path]:
    """Return the paths that a statement lists."""
    paths = node.phrase("paths")
    return paths.every(Path) if paths is not None else []


def join(state: Flow, entry: Entry, _before: Stream | None) -> Stream | None:
    """Follow `join A with B`: the fields of both, equal names qualified by their stream."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    left, right = (state.named(entry, word) for word in words[:2])
    keys = paths_in(node)
    need_time(state, entry, words[:2], (left, right), "join")
    _check_keys(state, entry, keys, left, right, "join")
    kind = words[2].text if len(words) > 2 else "inner"  # noqa: PLR2004 - the names of both
    lefts = _nullable(left.record) if kind in ("right", "outer") else left.record
    rights = _nullable(right.record) if kind in ("left", "outer") else right.record
    key_names = {normal(path.text) for path in keys if len(path.names) == 1}
    fields = [
        *_side(left, lefts, right, key_names, is_key_here=True),
        *_side(right, rights, left, key_names, is_key_here=False),
    ]
    record = t.Record("", tuple(fields), left.record.open or right.record.open)
    parts = (
        *((name, typed) for name, typed in (*left.parts, *right.parts)),
        (left.name, t.Typed(lefts, kind in ("right", "outer"))),
        (right.name, t.Typed(rights, kind in ("left", "outer"))),
    )
    sources = (*left.sources, *right.sources)
    lets = (*left.lets, *right.lets)
    return Stream(record, "", parts, lets, sources, personal=of_all((left, right)))


def _side(
    stream: Stream,
    record: t.Record,
    other: Stream,
    keys: set[str],
    *,
    is_key_here: bool,
) -> Iterable[t.RecordField]:
    """Yield the fields that one side of a join gives: its keys once, equal names qualified."""
    own = stream.record
    for field, before in zip(record.fields, own.fields, strict=True):
        if other.record.field(field.name) is None:
            yield field
        elif normal(field.name) in keys:
            if is_key_here:  # the key of a record is there, from whichever side it comes
                yield before
        else:
            yield replace(field, name=f"{stream.name}.{field.name}")


def _nullable(record: t.Record) -> t.Record:
    return replace(record, fields=tuple(replace(one, nullable=True) for one in record.fields))


def _check_keys(
    state: Flow, entry: Entry, keys: list[Path], left: Stream, right: Stream, what: str
) -> None:
    """Check that both streams have the fields, that they fit, and that they are not null."""
    for path in keys:
        streams = (left, right)
        exact = any(_declared(path, stream) == path.text for stream in streams)
        spelled = [_as_declared(path, one) if exact else path for one in streams]
        found = [
            _key_of(state, entry, one, stream) for one, stream in zip(spelled, streams, strict=True)
        ]
        known = [typed for typed in found if typed is not None]
        if len(known) < 2:  # noqa: PLR2004 - of both sides
            continue
        one, other = known
        problem = fit_problem(other, one.type, comparing=True)
        if problem and fit_problem(one, other.type, comparing=True):
            state.error(
                entry, path, "NX506",
                f"`{path.text}` is of type {one.type} in `{left.name}` and of type {other.type} in "
                f"`{right.name}`, so they never match; convert one of them above",
            )  # fmt: skip
            continue
        null = [
            stream.name
            for stream, typed in zip((left, right), known, strict=True)
            if typed.nullable
        ]
        either = replace(one, nullable=bool(null))
        check_key(state, entry, path, either, what, " and ".join(f"`{name}`" for name in null))


def _declared(path: Path, stream: Stream) -> str:
    """Return the name of the field that a key names, as it is declared; "" for none."""
    field = stream.record.field(path.text) if len(path.names) == 1 else None
    return field.name if field is not None else ""


def _as_declared(path: Path, stream: Stream) -> Path:
    """Return a key that is spelled as the other side spells it, as this one does."""
    name = _declared(path, stream)
    return replace(path, names=(replace(path.names[0], text=name),)) if name else path


def _key_of(state: Flow, entry: Entry, path: Path, stream: Stream) -> t.Typed | None:
    """Return the type of a key in a stream; None where it is missing or not known."""
    typed = state.field_type(entry, path, stream, f"`{stream.name}`")
    return None if isinstance(typed.type, t.Unknown) else typed


def merge(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `merge A, B`: streams of one record type; `union all`: the branches of a `parallel`."""
    node = entry.node
    assert isinstance(node, Phrase)
    if node.has("union all"):
        return _union(state, before)
    words = node.every(Word)
    named = words[:-1] if node.has("into") else words
    streams = [state.named(entry, word) for word in named]
    first = streams[0]
    plain = [_without_notes(stream) for stream in streams]
    for word, stream in zip(named[1:], plain[1:], strict=True):
        difference = _difference(state, plain[0], stream)
        if difference:
            state.error(
                entry, word, "NX507",
                f"`{stream.name}` and `{first.name}` have different records: {difference}; bring them to "
                "one type with a `transform` above",
            )  # fmt: skip
            return unknown_stream(words[-1].text if node.has("into") else "")
    fields = tuple(
        replace(field, nullable=any(_is_nullable(stream, field.name) for stream in streams))
        for field in first.record.fields
    )
    is_open = any(stream.record.open for stream in streams)
    names = {stream.record.name for stream in streams}
    record = t.Record(first.record.name if len(names) == 1 else "", fields, is_open)
    notes = frozenset[str]().union(*(stream.notes for stream in streams))
    if is_open:
        record = t.Record("", (), open=True)
    elif notes:
        both = together(state, [((entry, ()), stream) for stream in streams])
        record = both.record if both is not None else record
    sources = {source.entry.start: source for stream in streams for source in stream.sources}
    lets = tuple(dict(one for stream in streams for one in stream.lets).items())
    parts = tuple((stream.name, t.Typed(record)) for stream in streams)
    name = words[-1].text if node.has("into") else ""
    return Stream(
        record, name, parts, lets, tuple(sources.values()), notes=notes, personal=of_all(streams)
    )


def _without_notes(stream: Stream) -> Stream:
    """Return a stream without the fields of flags, metadata and scores: those are where they are."""
    if not stream.notes:
        return stream
    kept = tuple(field for field in stream.record.fields if field.name not in stream.notes)
    return stream.with_record(replace(stream.record, fields=kept))


def _is_nullable(stream: Stream, name: str) -> bool:
    found = stream.record.field(name)
    return found is not None and found.nullable


def _difference(state: Flow, first: Stream, other: Stream) -> str:
    """Say how the records of two streams differ; "" where they do not, or it is not known."""
    one, two = first.record, other.record
    if one.open or two.open or (one.name and one.name == two.name):
        return ""
    for stream, record, against, lacking in ((first, one, two, other), (other, two, one, first)):
        for field in record.fields:
            if against.field(field.name) is None:
                return f"`{lacking.name}` lacks `{field.name}`, which `{stream.name}` has"
    for field in one.fields:
        found = two.field(field.name)
        assert found is not None
        left, right = state.lookup.deep(field.type), state.lookup.deep(found.type)
        if fit_problem(t.Typed(left), right) and fit_problem(t.Typed(right), left):
            return (
                f"`{field.name}` is of type {right} in `{other.name}` and of type {left} in "
                f"`{first.name}`"
            )
    return ""


def _union(state: Flow, before: Stream | None) -> Stream | None:
    ends = [stream for stream in state.branches.values() if stream is not None]
    records = {stream.record for stream in ends}
    if len(records) == 1:
        return replace(ends[0], name="")
    return unknown_stream("", before.sources) if before is not None else None


def arrival(state: Flow, entry: Entry, _before: Stream | None) -> Stream | None:
    """Follow `await A until B arrives`: A's record with B's as the field `B`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    held, awaited = (state.named(entry, word) for word in words[:2])
    need_time(state, entry, words[:2], (held, awaited), "await")
    _check_keys(state, entry, paths_in(node), held, awaited, "await")
    at_timeout(state, entry, held)
    if held.record.field(awaited.name) is not None:
        state.error(
            entry, words[1], "NX503",
            f"this adds the field `{awaited.name}`, which the record of `{held.name}` already has; give "
            "the stream another name",
        )  # fmt: skip
    added = [t.RecordField(awaited.name, awaited.record, nullable=False)]
    sources = (*held.sources, *awaited.sources)
    return replace(held, record=with_fields(held.record, added), sources=sources)


def hold(state: Flow, entry: Entry, _before: Stream | None) -> Stream | None:
    """Follow `hold A keyed by …`: the key fields, and what was collected as `items`."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    held = state.named(entry, words[0])
    if node.has("in"):
        state.state_uses.append((entry, words[1]))
    fields = []
    for path in paths_in(node):
        typed = state.field_type(entry, path, held)
        check_key(state, entry, path, typed, "hold")
        fields.append(t.RecordField(path.names[-1].text, typed.type, typed.nullable))
    items = t.RecordField("items", t.Collection("list", held.record), nullable=False)
    at_timeout(state, entry, held)
    return held.replaced(t.Record("", (*fields, items)))


def at_timeout(state: Flow, entry: Entry, held: Stream) -> None:
    """Follow what is done at a timeout, with the record that was held."""
    state.walk((child for child in entry.children if child.rule == "emit"), held)
