"""NX210, NX211, NX213, NX214, NX219: constraints that do not fit a type, or that nothing can meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from nexflow_analysis import types as t
from nexflow_analysis.constraints import (
    bounds_of,
    constraints_of,
    literal_value,
    unreadable,
)
from nexflow_analysis.declare.fields import field_of, plain_value
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.fit import article
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.regular_expressions import regex_problem
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.notation import order_of
from nexflow_analysis.value_constraints import broken
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Word
from nexflow_grammar.tree.types import Bounds, DecimalType, Field, FieldPart

_TEXTS = ("string", "bytes")
_LENGTHS = ("length", "min_length", "max_length")
_COUNTS = ("count", "min_count", "max_count")
#: What each constraint is about, in words.
_FITS = {
    **dict.fromkeys(_LENGTHS, "a string or bytes"),
    "pattern": "a string or bytes",
    "range": "a number, a date or a timestamp",
    "precision": "a decimal",
    "scale": "a decimal",
    "values": "a string or an integer",
    **dict.fromkeys(_COUNTS, "a list, a set or a map"),
}
_MOST_DIGITS = 38


def check_field_constraints(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the constraints of all fields of a segment."""
    if segment.kind == "process":
        return
    for entry, node in fields_in(segment.every_entry):
        type_ = lookup.deep(field_of(node).type)
        fitting = [part for part in node.parts if _check_kind(entry, node, part, type_, reporter)]
        for part in fitting:
            _check_sense(entry, part, type_, reporter)
        _check_together(entry, node, reporter)
        _check_default(entry, node, type_, lookup, reporter)


def fields_in(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Field]]:
    """Yield the fields among some entries that are whole."""
    for entry in entries:
        if isinstance(entry.node, Field) and not entry.broken and entry.rule != "parameter":
            yield entry, entry.node


def _check_kind(
    entry: Entry, node: Field, part: FieldPart, type_: t.Type, reporter: Reporter
) -> bool:
    """Check that a constraint is one for the type of its field."""
    wanted = _FITS.get(part.key)
    if wanted is None or isinstance(type_, t.Unknown | t.Named):
        return wanted is not None
    if _fits(part.key, type_):
        return True
    message = f"`{part.key}` is a constraint of {wanted}, and `{node.name.text}` is of type {type_}"
    fixes: tuple[LocalFix, ...] = ()
    better = _instead(part.key, type_)
    if better:
        change = Replacement(part.start, part.start + len(part.key), better)
        fixes = (LocalFix(f"Write `{better}`", (change,), safe=False),)
        message += f"; write `{better}`"
    elif part.key in ("precision", "scale") and type_ == t.MONEY:
        message += ", whose precision is 18 and scale 2; write `decimal`"
    reporter.add(entry, part, "NX210", message, fixes=fixes)
    return False


def _fits(key: str, type_: t.Type) -> bool:
    scalar = type_.name if isinstance(type_, t.Scalar) else ""
    match key:
        case "range":
            return order_of(type_) is not None
        case "precision" | "scale":
            return scalar in ("decimal", "percentage")
        case "values":
            return scalar in ("string", "integer")
        case "pattern":
            return scalar in _TEXTS
        case _ if key in _COUNTS:
            return isinstance(type_, t.Collection | t.Mapping)
        case _:
            return scalar in _TEXTS


def _instead(key: str, type_: t.Type) -> str:
    """Return the constraint that is meant: a text has a length, a collection a count."""
    if key in _LENGTHS and _fits("count", type_):
        return key.replace("length", "count")
    if key in _COUNTS and _fits("length", type_):
        return key.replace("count", "length")
    return ""


def _check_sense(entry: Entry, part: FieldPart, type_: t.Type, reporter: Reporter) -> None:
    """Check that some value can meet a constraint that fits its type."""
    match part.key:
        case "pattern" if isinstance(part.values[0], e.Text):
            problem = regex_problem(part.values[0].value)
            if problem:
                message = f"this is no regular expression: {problem}"
                reporter.add(entry, part.values[0], "NX213", message)
        case "values":
            _check_values(entry, part, type_, reporter)
        case "range" | "length" | "count":
            check_bounds(entry, part, type_, reporter)
        case _:
            pass


def _check_values(entry: Entry, part: FieldPart, type_: t.Type, reporter: Reporter) -> None:
    seen: dict[object, Node] = {}
    for previous, value in zip((None, *part.values), part.values, strict=False):
        said = plain_value(value)
        is_number = isinstance(said, Decimal)
        if type_ == t.INTEGER and not is_number:
            reporter.add(
                entry, value, "NX210", f"`{said}` is no integer, as the type of this field"
            )
        elif type_ == t.STRING and is_number:
            change = (
                Replacement(value.start, value.start, '"'),
                Replacement(value.end, value.end, '"'),
            )
            fix = LocalFix("Put it into quotes", change, safe=False)
            message = f"`{said}` is a number, and this field is a string; put it into quotes"
            reporter.add(entry, value, "NX210", message, fixes=(fix,))
        elif said in seen and previous is not None:
            fix = LocalFix("Remove it", (Replacement(previous.end, value.end, ""),))
            message = f"the value `{said}` is listed twice"
            severity = Severity.WARNING
            reporter.add(entry, value, "NX214", message, severity=severity, fixes=(fix,))
        seen.setdefault(said, value)


def check_bounds(entry: Entry, part: FieldPart, type_: t.Type, reporter: Reporter) -> None:
    """Check that the bounds of a constraint are values of its type, in their order."""
    bounds = part.values[0]
    if not isinstance(bounds, Bounds):
        return
    order = order_of(type_) if part.key == "range" else order_of(t.INTEGER)
    wanted = article(type_ if part.key == "range" else t.INTEGER)
    points: list[Decimal | None] = []
    for bound in (bounds.low, bounds.high):
        point = order.point(bound) if order is not None and bound is not None else None
        if bound is not None and point is None and order is not None:
            problem = unreadable(literal_value(bound), type_) or (
                f"a bound of {part.key} is {wanted} here, and this is none"
            )
            reporter.add(entry, bound, "NX210", problem)
            return
        points.append(point)
    low, high = points
    if low is not None and high is not None and low > high:
        assert bounds.low is not None
        assert bounds.high is not None
        _report_backwards(entry, part, bounds.low, bounds.high, reporter)
    elif part.key != "range" and high is not None and high < 0:
        reporter.add(entry, bounds, "NX211", f"no {part.key} is below zero, so no value fits")


def _report_backwards(
    entry: Entry, part: FieldPart, low: Node, high: Node, reporter: Reporter
) -> None:
    start, end = written(low), written(high)
    message = (
        f"no value lies in this {part.key}: the lower bound {start} is above the upper bound {end}"
    )
    change = (
        Replacement(low.start, low.end, end),
        Replacement(high.start, high.end, start),
    )
    fix = LocalFix("Swap the bounds", change, safe=False)
    reporter.add(entry, part, "NX211", message, fixes=(fix,))


def written(node: Node) -> str:
    """Return a literal as it may be written."""
    match node:
        case e.Text():
            return f'"{node.value}"'
        case e.Number(kind=e.NumberKind.MONEY):
            return f"${node.value:,f}" if node.value >= 0 else f"-${-node.value:,f}"
        case e.Number(kind=e.NumberKind.PERCENT):
            return f"{(node.value * 100).normalize():f}%"
        case e.Number():
            return f"{node.value:f}"
        case _:
            return ""


def _check_together(entry: Entry, node: Field, reporter: Reporter) -> None:
    """Check what two constraints of one field say together."""
    for kind in ("length", "count"):
        low, high = node.part(f"min_{kind}"), node.part(f"max_{kind}")
        if low is None or high is None:
            continue
        least = bounds_of(low.key, tuple(plain_value(value) for value in low.values))[0]
        most = bounds_of(high.key, tuple(plain_value(value) for value in high.values))[1]
        if isinstance(least, Decimal) and isinstance(most, Decimal) and least > most:
            message = f"no value fits: `min_{kind}` {least} is above `max_{kind}` {most}"
            reporter.add(entry, high, "NX211", message)
    precision, scale = _size(node, "precision"), _size(node, "scale")
    if precision is not None and not 1 <= precision[1] <= _MOST_DIGITS:
        message = f"a decimal has 1 to {_MOST_DIGITS} digits, and this precision is {precision[1]}"
        reporter.add(entry, precision[0], "NX211", message)
    elif precision is not None and scale is not None and scale[1] > precision[1]:
        message = (
            f"the scale {scale[1]} is above the precision {precision[1]}: the digits after the point "
            "are among all digits"
        )
        reporter.add(entry, scale[0], "NX211", message)


def _size(node: Field, key: str) -> tuple[Node, int] | None:
    part = node.part(key)
    if part is None:
        if isinstance(node.type, DecimalType):
            return node.type, node.type.precision if key == "precision" else node.type.scale
        return None
    value = part.values[0]
    if isinstance(value, e.Number):
        return part, int(value.value)
    return (part, int(value.text)) if isinstance(value, Word) and value.text.isdigit() else None


def _check_default(
    entry: Entry, node: Field, type_: t.Type, lookup: Lookup, reporter: Reporter
) -> None:
    """Check that a default that is a literal meets the constraints of its field."""
    definition = field_of(node)
    said = constraints_of(definition, lookup)
    default = definition.default
    listed = any(key == "values" for key, _values in said)
    if default is None or (isinstance(default, e.Name) and not listed):
        return
    value = literal_value(default)
    target = t.Typed(type_, nullable=True, constraints=said)
    problem = broken(value, target) if value is not None else ""
    if problem:
        message = f"the default of `{node.name.text}` breaks its own rule: {problem}"
        reporter.add(entry, default, "NX219", message)
