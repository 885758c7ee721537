"""What a transform's expressions see, and which fields it makes."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.declare.transform import ASSIGNING
from nexflow_analysis.definitions import AGGREGATION, TransformDefinition, record_of
from nexflow_analysis.infer import Inference, Scope, silent
from nexflow_analysis.lookup import Lookup, as_record, open_record
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_analysis.validation import validated
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import Assignment, Let


class Shape(Struct, frozen=True):
    """The records that a transform reads and makes. output: None where `output` is missing or scalar."""

    input: t.Record
    output: t.Record | None
    result: t.Type | None


def shape_of(definition: TransformDefinition, lookup: Lookup) -> Shape:
    """Return the input and output of a transform."""
    given = record_of("", definition.inputs)
    if definition.input_type is not None:
        given = as_record(lookup.resolve(definition.input_type)) or open_record()
    elif not definition.inputs and not definition.parameters:
        given = open_record()
    if definition.output_type is None:
        fields = definition.outputs
        return Shape(given, record_of("", fields) if fields else None, None)
    resolved = lookup.resolve(definition.output_type)
    return Shape(given, as_record(resolved), None if as_record(resolved) else resolved)


def statements_of(segment: Segment) -> list[tuple[Entry, Assignment | Let]]:
    """Return the assignments and lets of a transform, in the order of the text."""
    head = segment.head
    parts = head.every(*ASSIGNING) if head is not None else []
    return [
        (child, child.node)
        for part in parts
        for child in part.children
        if isinstance(child.node, Assignment | Let)
    ]


def target_of(node: Assignment | Let) -> str:
    """Return the name that a statement gives a value to."""
    return node.name.text if isinstance(node, Let) else node.target.names[0].text


def uses_of(node: Assignment | Let, names: set[str]) -> set[str]:
    """Return which of some (normal) names a statement's right-hand side uses, its own aside."""
    own = normal(target_of(node))
    found: set[str] = set()
    for part in walk(node.value):
        match part:
            case e.Member(target=e.Name(text="output"), name=name):
                found.add(normal(name.text))
            case e.Name(text=text) if normal(text) != own:
                found.add(normal(text))
            case _:
                pass
    return found & names


def evaluation_order(
    statements: list[tuple[Entry, Assignment | Let]],
) -> tuple[list[int], list[int]]:
    """Order statements so that each comes after those whose names it uses.

    Returns the indices in order, and those of a circle ([] where there is none).
    """
    by_name: dict[str, list[int]] = {}
    for index, (_entry, node) in enumerate(statements):
        by_name.setdefault(normal(target_of(node)), []).append(index)
    names = set(by_name)
    order: list[int] = []
    state: dict[int, int] = {}
    circle: list[int] = []

    def visit(index: int, path: list[int]) -> None:
        if state.get(index) == 2 or circle:  # noqa: PLR2004 - 1: on the path, 2: done
            return
        if state.get(index) == 1:
            circle.extend(path[path.index(index) :])
            return
        state[index] = 1
        own = by_name[normal(target_of(statements[index][1]))]
        needs = [other for other in own if other < index]
        for name in sorted(uses_of(statements[index][1], names)):
            needs.extend(by_name[name])
        for other in sorted(set(needs)):
            visit(other, [*path, index])
        state[index] = 2
        order.append(index)

    for index in range(len(statements)):
        visit(index, [])
    return order, circle


_ORDERS: WeakKeyDictionary[Segment, tuple[list[int], list[int]]] = WeakKeyDictionary()


def segment_order(segment: Segment) -> tuple[list[int], list[int]]:
    """Return the evaluation order of a segment's statements; it is worked out once."""
    known = _ORDERS.get(segment)
    if known is None:
        known = _ORDERS[segment] = evaluation_order(statements_of(segment))
    return known


def with_default(definition: TransformDefinition, lookup: Lookup) -> set[str]:
    """Return the (normal) names of the outputs that have a default, or are computed."""
    fields = definition.outputs
    if isinstance(definition.output_type, t.Named):
        schema = lookup.schema(definition.output_type.name)
        if schema is not None:
            fields = schema.fields
            computed = {normal(name) for name, _expression in schema.computed}
            return computed | {normal(f.name) for f in fields if f.default is not None}
    return {normal(field.name) for field in fields if field.default is not None}


def scope_of(definition: TransformDefinition, shape: Shape, lookup: Lookup) -> Scope:
    """Return what the first expression of a transform sees."""
    names: dict[str, t.Typed] = {"input": t.Typed(shape.input)}
    if definition.parameters:
        names["params"] = t.Typed(record_of("", definition.parameters))
        for parameter in definition.parameters:
            names[parameter.name] = t.Typed(parameter.type, parameter.nullable)
    for special in ("lookups", "state"):
        if shape.input.field(special) is None:
            names.setdefault(special, t.UNKNOWN_VALUE)
    aggregating = bool(lookup.declared(AGGREGATION, definition.name))
    alone = "" if aggregating else definition.name
    return Scope(lookup, shape.input, names, "the input", aggregating, alone)


class Evaluated(Struct, frozen=True):
    """A statement with what its right-hand side sees, and what is known of its value."""

    entry: Entry
    node: Assignment | Let
    inference: Inference
    typed: t.Typed

    @property
    def scope(self) -> Scope:
        """What the right-hand side sees."""
        return self.inference.scope


def typed_statements(
    segment: Segment,
    definition: TransformDefinition,
    lookup: Lookup,
    reporter: Reporter | None = None,
) -> list[Evaluated]:
    """Return the statements in the order of evaluation, each with its scope and its value's type."""
    shape = shape_of(definition, lookup)
    scope = validated(segment, definition, scope_of(definition, shape, lookup))
    statements = statements_of(segment)
    order, circle = segment_order(segment)
    result: list[Evaluated] = []
    assigned: list[t.RecordField] = []
    if circle:
        scope = scope.inner({target_of(statements[i][1]): t.UNKNOWN_VALUE for i in circle})
    for index in [*order, *[i for i in range(len(statements)) if i not in order]]:
        entry, node = statements[index]
        own = scope.inner({"output": t.Typed(t.Record("", tuple(assigned), open=bool(circle)))})
        inference = Inference(own, reporter.at(entry) if reporter is not None else silent)
        infer = inference.alone if isinstance(node, Let) else inference.infer
        typed = t.UNKNOWN_VALUE if entry.broken else infer(node.value)
        result.append(Evaluated(entry, node, inference, typed))
        name = target_of(node)
        declared = shape.output.field(name) if shape.output is not None else None
        if declared is not None and isinstance(node, Assignment):
            typed = t.Typed(lookup.deep(declared.type), declared.nullable and typed.nullable)
        scope = scope.inner({name: typed})
        if isinstance(node, Assignment):
            assigned.append(t.RecordField(name, typed.type, typed.nullable))
    return result
