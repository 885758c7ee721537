"""Builders of process statements."""

from __future__ import annotations

import re

from nexflow_grammar.build.core import (
    TRANSPARENT,
    builds,
    every,
    first_of,
    maybe,
    one,
    reads,
)
from nexflow_grammar.build.rules import cell_of
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as tree
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word

TRANSPARENT |= {"target", "clause_part", "time_part", "source_name", "aggregate_entry",
                "parallel_setting"}  # fmt: skip
Target = Word | e.Text | e.Placeholder
_KEYS = {"as": "schema", "where": "filter", "keyed_by": "key by", "partition by": "key by",
         "allowed_lateness": "allowed lateness"}  # fmt: skip


def _target(parts: list[Node]) -> Target:
    return next(part for part in parts if isinstance(part, Word | e.Text | e.Placeholder))


@builds("source_target")
def _source_target(start: int, end: int, parts: list[Node]) -> Node:
    connector = parts[0] if isinstance(parts[0], Phrase) else None
    word = connector.first(Word) if connector else None
    if connector is not None and connector.rule == "own_connector":
        parts = [*connector.parts[1:], *parts[1:]]
    targets = every(parts, (Word | e.Text | e.Placeholder))  # type: ignore[arg-type]
    return tree.Source(start, end, word, targets)


@reads("connector")
def _connector(start: int, text: str) -> Node:
    word = Word(start, start + len(text), text)
    return Phrase(word.start, word.end, "connector", (word,))


@builds("source")
def _source(parts: list[Node]) -> Node:
    return one(parts, tree.Source)


@builds("receive")
def _receive(start: int, end: int, parts: list[Node]) -> Node:
    words = every(parts, Word)
    typed = first_of(parts, "receive_type")
    schema = typed.first(Word) if typed else (words[1] if len(words) > 1 else None)
    source = maybe(parts, tree.Source)
    clauses = every(parts, tree.Clause)
    return tree.Receive(start, end, words[0], schema, source, clauses)


@reads("emit_keyword", "enrich_keyword")
def _keyword(start: int, text: str) -> Node:
    return Keyword(start, start + len(text), text)


@builds("emit")
def _emit(start: int, end: int, parts: list[Node]) -> Node:
    return tree.Emit(start, end, _target(parts), every(parts, tree.Clause))


@builds("persist")
def _persist(start: int, end: int, parts: list[Node]) -> Node:
    return tree.Persist(start, end, _target(parts), every(parts, tree.Clause))


@builds("filter")
def _filter(start: int, end: int, parts: list[Node]) -> Node:
    return tree.Filter(start, end, one(parts, e.Expression))


@builds("clause", "time_clause")
def _clauses(start: int, end: int, parts: list[Node]) -> Node:
    return Phrase(start, end, "clause", tuple(parts))


@builds("schema_clause", "project_except", "cache_clause", "expression_clause", "source_clause",
        "sink_target", "persist_clause", "header_clause", "sink_clause", "with_clause",
        "state_clause", "id_clause", "watermark_delay", "late_data", "lateness")  # fmt: skip
def _keyword_clause(start: int, end: int, parts: list[Node]) -> Node:
    words = [part.text for part in parts if isinstance(part, Keyword)]
    key = {"cache ttl": "cache", "schema": "schema"}.get(" ".join(words), " ".join(words))
    values = tuple(part for part in parts if not isinstance(part, Keyword))
    return tree.Clause(start, end, _KEYS.get(key, key), _flat(values))


@builds("text_clause", "name_clause", "path_clause", "paths_clause", "duration_clause",
        "record_clause", "timestamp_clause", "batch_clause", "selection_clause")  # fmt: skip
def _key_clause(start: int, end: int, parts: list[Node]) -> Node:
    key = re.sub(r"\s+", " ", one(parts, Word).text)
    return tree.Clause(start, end, _KEYS.get(key, key), _flat(tuple(parts[1:])))


@builds("selection")
def _selection(start: int, end: int, parts: list[Node]) -> Node:
    path = one(parts, Path)
    name = first_of(parts, "selection_name")
    return path if name is None else tree.Selection(start, end, path, one(list(name.parts), Word))


def _flat(values: tuple[Node, ...]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for value in values:
        flat.extend(value.parts if isinstance(value, Phrase) and value.rule == "paths" else [value])
    return tuple(flat)


@reads("flag_clause")
def _flag_clause(start: int, text: str) -> Node:
    return tree.Clause(start, start + len(text), text, ())


@builds("transform")
def _transform(start: int, end: int, parts: list[Node]) -> Node:
    clauses = [*every(parts, tree.Clause)]
    clauses += [
        tree.Clause(part.start, part.end, "lookup", part.parts) for part in every(parts, Phrase)
    ]
    return tree.Transform(start, end, one(parts, Word), tuple(clauses))


@builds("evaluate")
def _evaluate(start: int, end: int, parts: list[Node]) -> Node:
    return tree.Evaluate(start, end, one(parts, Word), every(parts, tree.Clause))


@builds("route")
def _route(parts: list[Node]) -> Node:
    return next(part for part in parts if not isinstance(part, Keyword))


@builds("route_by")
def _route_by(start: int, end: int, parts: list[Node]) -> Node:
    return tree.RouteBy(start, end, one(parts, e.Expression))


@builds("arm")
def _arm(start: int, end: int, parts: list[Node]) -> Node:
    named = first_of(parts, "arm_destination")
    condition = next(part for part in parts if not isinstance(part, Keyword))
    if isinstance(condition, e.Expression):
        condition = cell_of(condition)
    destination = _target(list(named.parts)) if named else None
    return tree.Arm(start, end, condition, destination)


@builds("otherwise")
def _otherwise(start: int, end: int) -> Node:
    return tree.Otherwise(start, end)


@builds("enrich")
def _enrich(start: int, end: int, parts: list[Node]) -> Node:
    on = first_of(parts, "paths", "enrich_lookup")
    paths = on.phrase("paths") if on is not None and on.rule == "enrich_lookup" else on
    keys = tuple(paths.every(Path)) if paths else ()
    return tree.Enrich(start, end, _target(parts), keys, every(parts, tree.Clause))


@builds("window")
def _window(start: int, end: int, parts: list[Node]) -> Node:
    shape = one(parts, Phrase)
    durations = [p for p in shape.parts if isinstance(p, e.Duration | e.Placeholder)]
    slide = durations[1] if len(durations) > 1 else None
    return tree.Window(start, end, shape.rule, durations[0], slide, every(parts, tree.Clause))


@builds("aggregate")
def _aggregate(start: int, end: int, parts: list[Node]) -> Node:
    said = [part for part in parts if not isinstance(part, Keyword)]
    if said:
        return said[0]
    return Phrase(start, end, "aggregate", tuple(parts))  # a table's part


@builds("aggregate_calls")
def _aggregate_calls(start: int, end: int, parts: list[Node]) -> Node:
    keys = first_of(parts, "paths")
    return tree.Aggregate(
        start,
        end,
        every(parts, tree.AggregateCall),
        tuple(keys.every(Path)) if keys else (),
        every(parts, tree.Clause),
    )


@builds("aggregate_call")
def _aggregate_call(start: int, end: int, parts: list[Node]) -> Node:
    words = every(parts, Word)
    argument = maybe(parts, e.Expression)
    alias = words[1] if len(words) > 1 else None
    return tree.AggregateCall(start, end, words[0], argument, alias)


@builds("aggregate_named")
def _aggregate_named(start: int, parts: list[Node]) -> Node:
    name = one(parts, Word)
    value, *condition = every(parts, e.Expression)
    return tree.NamedAggregate(
        start,
        condition[0].end if condition else value.end,
        Path(name.start, name.end, (name,)),
        value,
        condition[0] if condition else None,
    )


@builds("error_handler")
def _error_handler(start: int, end: int, parts: list[Node]) -> Node:
    kind = re.split(r"[_\s]", one(parts, Word).text)[0] + "_error"
    retry = first_of(parts, "error_retry")
    if retry is not None:
        times = retry.first(e.Number) or retry.first(e.Placeholder)
        return tree.ErrorHandler(start, end, kind, "retry", times, None)
    action = [word.text for word in every(parts, Keyword)][-1]  # `then` may stand before it
    target = _target(parts[1:]) if action == "dead_letter" else None
    return tree.ErrorHandler(start, end, kind, action, None, target)


@builds("terminal")
def _terminal(start: int, end: int, parts: list[Node]) -> Node:
    return tree.Terminal(start, end, one(parts, Keyword).text)
