"""`aggregate using T`: what a transform makes of all records of a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.transforms import evaluation_order, statements_of, target_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.types import Let

_KNOWN = frozenset(
    {"input", "output", "input_block", "output_block", "apply", "mappings", "flag", "metadata"}
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A result of an aggregation. type: that it is converted to, None for its own.

    place: where its entry stands, None for the process itself. let: whether it is only a name for
    the entries after it.
    """

    entry: Entry
    name: str
    value: e.Expression | p.AggregateCall
    condition: e.Expression | None = None
    type: ir.JavaType | None = None
    nullable: bool = True
    place: Place | None = None
    let: bool = False

    @contextmanager
    def statement(self, job: JobBuilder) -> Iterator[None]:
        """Collect what is not generated inside as a problem of the entry."""
        place = self.place or job.place
        with job.context.statement(place, self.entry.start, self.entry.end):
            yield


def wanted_of_transform(job: JobBuilder, name: str) -> list[Wanted]:
    """Return what a transform makes of the records of a window."""
    context = job.context
    declared = next(iter(context.lookup.declared("transform", name)), None)
    if declared is None or not isinstance(declared.definition, TransformDefinition):
        raise Unsupported(f"the transform `{name}`, which is not declared")
    definition, place = declared.definition, Place.of(context, declared)
    head = place.segment.head
    assert head is not None
    for part in head.children:
        if part.rule not in _KNOWN:
            words = place.segment.text[part.start : part.end].split()
            raise Unsupported(f"`{words[0]}` in a transform that aggregates; remove it there")
    outputs = _outputs(context, definition)
    statements = statements_of(place.segment)
    order, circle = evaluation_order(statements)
    if circle:
        raise Unsupported("assignments that depend on each other in a circle")
    found = []
    for index in order:
        entry, node = statements[index]
        target = target_of(node)
        known = outputs.get(normal(target))
        let = isinstance(node, Let) or known is None
        type_, nullable = known or (None, True)
        found.append(Wanted(entry, target, node.value, None, type_, nullable, place, let))
    given = {normal(one.name) for one in found if not one.let}
    for wire, (type_, nullable) in outputs.items():
        if wire not in given and not nullable:
            raise Unsupported(f"`{name}`, which gives `{wire}` no value; assign it there")
        if wire not in given:
            found.append(Wanted(head, wire, e.Null(0, 0), None, type_, nullable, place))
    return found


def _outputs(
    context: Context, definition: TransformDefinition
) -> dict[str, tuple[ir.JavaType, bool]]:
    """Return the types of what a transform makes, and whether it may be null, by normal names."""
    if definition.output_type is None:
        return {
            normal(field.name): (context.java_type(field.type), field.nullable)
            for field in definition.outputs
        }
    type_ = context.java_type(definition.output_type)
    if not isinstance(type_, ir.RecordOf):
        raise Unsupported(f"`{definition.name}`, whose result is no record, as an aggregation")
    return {
        normal(field.wire): (field.type, field.nullable)
        for field in context.shape(type_.cls).fields
        if not field.computed
    }
