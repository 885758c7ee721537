"""NX156, NX200, NX210, NX211, NX219: the parameters of a schema."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.checks.field_constraints import check_bounds
from nexflow_analysis.constraints import broken_constraint, literal_value
from nexflow_analysis.declare.fields import plain_value
from nexflow_analysis.fit import fit_problem, is_literal
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.notation import order_of
from nexflow_analysis.types import type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.types import Field, FieldPart


def check_schema_parameters(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the parameters of a schema: their options against their types."""
    if segment.kind != "schema" or segment.head is None:
        return
    for part in segment.head.every("parameters"):
        seen: dict[str, str] = {}
        for entry in part.children:
            if not isinstance(entry.node, Field) or entry.broken:
                continue
            name = entry.node.name
            if normal(name.text) in seen:
                message = f"the parameter `{name.text}` is declared twice; remove or rename one of the two"
                reporter.add(entry, name, "NX121", message)
            seen.setdefault(normal(name.text), name.text)
            _check_parameter(entry, entry.node, lookup, reporter)


def _check_parameter(entry: Entry, node: Field, lookup: Lookup, reporter: Reporter) -> None:
    type_ = lookup.deep(type_of(node.type))
    options: dict[str, tuple[Entry, FieldPart]] = {}
    below = [(c, c.node) for c in entry.children if isinstance(c.node, FieldPart) and not c.broken]
    own = [(entry, part) for part in node.parts]
    for place, part in [*own, *below]:
        first = options.setdefault(part.key, (place, part))
        if first[1] is not part:
            message = f"`{part.key}` is already said of `{node.name.text}`; remove one of the two"
            reporter.add(place, part, "NX200", message)
    if "range" in options:
        _check_range(*options["range"], type_, reporter)
    if "default" in options:
        said = options.get("range")
        _check_default(node, options["default"], said, type_, lookup, reporter)


def _check_range(entry: Entry, part: FieldPart, type_: t.Type, reporter: Reporter) -> None:
    if isinstance(type_, t.Unknown | t.Named):
        return
    if order_of(type_) is None:
        message = f"`range` is a constraint of a number, a date or a timestamp, and this is of type {type_}"
        reporter.add(entry, part, "NX210", message)
    else:
        check_bounds(entry, part, type_, reporter)


def _check_default(
    node: Field,
    default: tuple[Entry, FieldPart],
    said: tuple[Entry, FieldPart] | None,
    type_: t.Type,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    entry, part = default
    value = part.values[0] if part.values else None
    if not isinstance(value, e.Expression):
        return
    typed = Inference(Scope(lookup), reporter.at(entry)).infer(value)
    problem = fit_problem(typed, type_, literal=is_literal(value), comparing=True)
    if problem:
        message = f"the default of `{node.name.text}` does not fit its type: {problem}"
        reporter.add(entry, value, "NX156", message)
        return
    bounds = (("range", (plain_value(said[1].values[0]),)),) if said is not None else ()
    literal = literal_value(value) if not isinstance(value, e.Name) else None
    problem = broken_constraint(literal, type_, bounds) if literal is not None else ""
    if problem:
        message = f"the default of `{node.name.text}` breaks its own rule: {problem}"
        reporter.add(entry, value, "NX219", message)
