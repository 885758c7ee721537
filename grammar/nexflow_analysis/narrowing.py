"""What a condition says of the values in it: which of them are not null where it holds.

A condition is true, false or null, so what is known after it depends on which of these it is:
`when` and `filter` go on where it is true, `otherwise` where it is false or null, and a schema's
constraint lets pass what is true or null.
"""

from __future__ import annotations

from enum import Enum, auto

from msgspec.structs import replace

from nexflow_analysis.functions import Function, find_function
from nexflow_analysis.names import normal
from nexflow_analysis.types import Record
from nexflow_grammar.tree import expressions as e

#: A name and the names after it, in their normal spelling: `input.ship_to` is ("input", "ship_to").
ValuePath = tuple[str, ...]
Facts = frozenset[ValuePath]
NOTHING: Facts = frozenset()


class Outcome(Enum):
    """What is known of a condition's value."""

    TRUE = auto()
    FALSE = auto()
    NOT_TRUE = auto()
    NOT_FALSE = auto()

    @property
    def negated(self) -> Outcome:
        """What is known of the operand of a `not` whose value this is."""
        return _NEGATED[self]


_NEGATED = {
    Outcome.TRUE: Outcome.FALSE, Outcome.FALSE: Outcome.TRUE,
    Outcome.NOT_TRUE: Outcome.NOT_FALSE, Outcome.NOT_FALSE: Outcome.NOT_TRUE,
}  # fmt: skip
_KNOWN = (Outcome.TRUE, Outcome.FALSE)
_NULL_IN_NULL_OUT = frozenset({
    "==", "!=", "<", "<=", ">", ">=", "matches", "contains", "starts_with", "ends_with",
    "+", "-", "*", "/", "%",
})  # fmt: skip


def path_of(node: e.Expression) -> ValuePath | None:
    """Return the path that an expression of names, dots and literal indices spells, or None."""
    match node:
        case e.Name():
            return (normal(node.text),)
        case e.Member():
            target = path_of(node.target)
            return (*target, normal(node.name.text)) if target is not None else None
        case e.Index(index=e.Number() | e.Text() as index):
            target = path_of(node.target)
            return (*target, f"[{index.value}]") if target is not None else None
        case _:
            return None


def there(node: e.Expression) -> Facts:
    """Return the paths that are not null where the value of an expression is not."""
    path = path_of(node)
    if path is not None:
        return frozenset(path[: length + 1] for length in range(len(path)))
    match node:
        case e.Member() | e.Index() | e.Each():
            return there(node.target)
        case e.Unary():
            return there(node.operand)
        case e.Duration():
            return there(node.amount)
        case e.Binary() if node.operator in _NULL_IN_NULL_OUT:
            return there(node.left) | there(node.right)
        case e.Call():
            return _arguments_there(node)
        case _:
            return NOTHING


def _arguments_there(node: e.Call) -> Facts:
    function = find_function(node.function.text)
    if function is None or not function.is_strict or any(a.name for a in node.arguments):
        return NOTHING
    values = [argument.value for argument in node.arguments]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    return frozenset().union(*(there(v) for i, v in enumerate(values) if _is_value(function, i)))


def _is_value(function: Function, index: int) -> bool:
    """Tell whether an argument is evaluated before the call, and not for each element."""
    if not function.parameters:
        return False
    parameter = function.parameters[min(index, len(function.parameters) - 1)]
    return parameter.type not in ("predicate", "mapper", "name")


def facts(node: e.Expression, outcome: Outcome) -> Facts:
    """Return the paths that are not null where a condition has an outcome."""
    match node:
        case e.Unary(operator="not"):
            return facts(node.operand, outcome.negated)
        case e.Binary(operator="and"):
            return _joined(node, outcome, all_hold=(Outcome.TRUE, Outcome.NOT_FALSE))
        case e.Binary(operator="or"):
            return _joined(node, outcome, all_hold=(Outcome.FALSE, Outcome.NOT_TRUE))
        case e.NullTest():
            present = (Outcome.TRUE, Outcome.NOT_FALSE) if node.negated else (
                Outcome.FALSE, Outcome.NOT_TRUE)  # fmt: skip
            return there(node.value) if outcome in present else NOTHING
        case e.Binary(operator="=?"):
            return _null_safe(node, outcome)
        case e.Binary() if isinstance(node.left, e.Null) or isinstance(node.right, e.Null):
            return _compared_with_null(node, outcome)
        case e.Between() | e.Membership():
            return _within(node, outcome)
        case _:
            return there(node) if outcome in _KNOWN else NOTHING


def _joined(node: e.Binary, outcome: Outcome, *, all_hold: tuple[Outcome, Outcome]) -> Facts:
    left, right = facts(node.left, outcome), facts(node.right, outcome)
    return left | right if outcome in all_hold else left & right


def _within(node: e.Between | e.Membership, outcome: Outcome) -> Facts:
    """`x in ()` is false of null too; whatever else has an answer has a value."""
    if outcome not in _KNOWN or (isinstance(node, e.Membership) and node.options == ()):
        return NOTHING
    if isinstance(node, e.Between) and outcome is Outcome.TRUE and not node.negated:
        return there(node.value) | there(node.low) | there(node.high)
    return there(node.value)


def _null_safe(node: e.Binary, outcome: Outcome) -> Facts:
    """`x =? 1` holds for no null; `x =? null` is `x is null`."""
    for value, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, e.Null) and outcome in (Outcome.FALSE, Outcome.NOT_TRUE):
            return there(value)
        is_literal = isinstance(other, e.Number | e.Text | e.Boolean)
        if is_literal and outcome in (Outcome.TRUE, Outcome.NOT_FALSE):
            return there(value)
    return NOTHING


def _compared_with_null(node: e.Binary, outcome: Outcome) -> Facts:
    """`x != null` is never true; that it is meant as `x is not null` is said elsewhere."""
    meant = {"!=": (Outcome.TRUE, Outcome.NOT_FALSE), "==": (Outcome.FALSE, Outcome.NOT_TRUE)}
    if outcome not in meant.get(node.operator, ()):
        return NOTHING
    return there(node.left) | there(node.right)


def narrowed(record: Record, known: Facts) -> Record:
    """Return a record whose fields are not null where that is known."""
    names = {path[0] for path in known}
    if not any(field.nullable and normal(field.name) in names for field in record.fields):
        return record
    return replace(
        record,
        fields=tuple(
            replace(field, nullable=False) if normal(field.name) in names else field
            for field in record.fields
        ),
    )
