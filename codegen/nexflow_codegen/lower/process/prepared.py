"""Values that can fail, computed where an error can be sent on: before the records are brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Declare, Statement
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import Part, scope_of
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e


@dataclass
class Prepared:
    """The parts of a record that hold what was computed before, by the expressions' identities."""

    stream: Stream
    parts: dict[int, Part] = field(default_factory=dict)

    def value(self, node: e.Expression) -> JavaValue | None:
        """Return what an expression was computed to; None where nothing can fail in it."""
        part = self.parts.get(id(node))
        if part is None:
            return None
        code = self.stream.stage.part_code(part)
        return variable(code, part.type, nullable=part.nullable)


def prepare(
    job: JobBuilder, entry: Entry, stream: Stream, wanted: Sequence[e.Expression],
    conditions: frozenset[int], what: str, required: frozenset[int] = frozenset(),
) -> Prepared:  # fmt: skip
    """Compute what can fail of some expressions in a step of its own.

    conditions: the identities of those that are only asked whether they are true; required: of those
    that must have a value. what: the construct, for names and messages.
    """
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    parts, values = stream.stage.parts, job.carried(stream.stage)
    before: list[Statement] = []
    found: dict[int, Part] = {}
    for node in wanted:
        if id(node) in conditions:
            test = lower_condition(node, scope)
            value = JavaValue(test.code, ir.BOOLEAN, fallible=test.fallible)
        else:
            value = lower_expression(node, scope)
            if id(node) in required:
                name = job.text_of(entry, node)
                value = convert(value, value.type, job.unit, nullable=False, name=name)
        if not value.fallible or id(node) in found:
            continue
        local = job.unit.locals.allot(job.part_names(parts).allot("computed"))
        java_type = job.unit.type_name(value.type, nullable=value.nullable)
        before.append(Declare("", java_type, local, value.or_null()))
        # No name of the language has a `#`: nothing but this construct finds the value.
        part = Part(local, value.type, value.nullable, f"#{local}", named=True)
        found[id(node)] = part
        parts, values = (*parts, part), [*values, local]
    if not found:
        return Prepared(stream)
    after = job.stage("Prepared", parts, f"The record before a {what}.", origin=False)
    text = job.place.segment.text[entry.start : entry.end]
    step = Step(
        after, values, "Prepare", "prepared", job.uid(what, "values", digest=job.hash_text(text)),
        f"{what} values", ("transform_error",), fallible=True, before=tuple(before),
    )  # fmt: skip
    return Prepared(job.step(entry, stream, step), found)
