"""The value of an expression for a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.evaluation import operators as o
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.functions.collections import at
from nexflow_analysis.evaluation.values import (
    NotEvaluableError,
    Projection,
    Record,
    Truth,
    Value,
    all_of,
    fitted,
    forced,
    money,
)
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.names import normal
from nexflow_grammar.tree import expressions as e

_LOGIC = frozenset({"and", "or"})
_ELEMENTWISE = frozenset({"+", "-", "*", "/", "%", "=?", *o.COMPARISONS, *o.TESTS})


def named(name: str, record: Record) -> Value:
    """Return the value of a name, in any spelling."""
    if name in record:
        return forced(record[name])
    for other, value in record.items():
        if normal(other) == normal(name):
            return forced(value)
    raise NotEvaluableError(name)


class Evaluation(Struct, frozen=True):
    """One evaluation of an expression. types: what its nodes are, by their identity, where that is known."""

    names: Record
    types: Mapping[int, t.Typed] = {}
    environment: Environment = Environment()

    def value(self, node: e.Expression) -> Value:
        """Return the value of a node, as one of its type."""
        method = _METHODS.get(type(node))
        if method is None:
            raise NotEvaluableError(type(node).__name__)
        found = method(self, node)
        typed = self.types.get(id(node))
        return found if typed is None else fitted(found, typed.type)

    def holds(self, node: e.Expression, *, outcome: bool = True) -> bool:
        """Tell whether an expression is true, or false, asking no further than is needed for that."""
        match node:
            case e.Binary(operator="and" | "or"):
                left = self.holds(node.left, outcome=outcome)
                if (node.operator == "and") is outcome:
                    return left and self.holds(node.right, outcome=outcome)
                return left or self.holds(node.right, outcome=outcome)
            case e.Unary(operator="not"):
                return self.holds(node.operand, outcome=not outcome)
            case e.Between():
                bounds = ((">=", node.low), ("<=", node.high))
                wanted = outcome is not node.negated
                held = (self._compared(name, node.value, one) is wanted for name, one in bounds)
                return (all if wanted else any)(held)
            case e.Membership(options=tuple() as options):
                wanted = outcome is not node.negated
                found = (self._compared("==", node.value, one) is wanted for one in options)
                return (any if wanted else all)(found)
            case _:
                return self.value(node) is outcome

    def truth(self, node: e.Expression) -> Truth:
        """Return whether an expression is true, false, or neither."""
        if self.holds(node):
            return True
        return False if self.holds(node, outcome=False) else None

    def _compared(self, name: str, left: e.Expression, right: e.Expression) -> Truth:
        return o.compare(name, *all_of(lambda: self.value(left), lambda: self.value(right)))

    def inner(self, names: Record) -> Evaluation:
        """Return an evaluation where more names stand for something."""
        return replace(
            self, names={**names, **{k: v for k, v in self.names.items() if k not in names}}
        )

    def over(self, node: e.Expression) -> Callable[[Value], Evaluation]:
        """Return how the body of a lambda, or a bare expression over its fields, sees an element."""

        def of(element: Value) -> Evaluation:
            if isinstance(node, e.Lambda):
                return self.inner({node.parameters[0].text: element})
            fields = element if isinstance(element, Mapping) else {}
            return self.inner({"it": element, **fields})

        return of


def _body(node: e.Expression) -> e.Expression:
    return node.body if isinstance(node, e.Lambda) else node


def _number(_at: Evaluation, node: e.Number) -> Value:
    if node.kind is e.NumberKind.MONEY:
        return money(node.value)
    plain = node.kind is e.NumberKind.PLAIN and node.value.as_tuple().exponent == 0
    return int(node.value) if plain else node.value


def _member(at_: Evaluation, node: e.Member) -> Value:
    target = node.target
    if isinstance(target, e.Call):
        from nexflow_analysis.evaluation.calls import call  # noqa: PLC0415 - they need each other

        owner = call(at_, target, whole=True)
    else:
        owner = at_.value(target)
    if isinstance(owner, Projection):
        return Projection(_field(one, node) for one in owner)
    return _field(owner, node)


def _field(owner: Value, node: e.Member) -> Value:
    """Return a field of a record; of none, null."""
    if owner is None:
        return None
    if not isinstance(owner, Mapping):
        raise NotEvaluableError(node.name.text)
    return named(node.name.text, owner)


def _index(at_: Evaluation, node: e.Index) -> Value:
    return at(*all_of(lambda: at_.value(node.target), lambda: at_.value(node.index)))


def _each(at_: Evaluation, node: e.Each) -> Value:
    found = at_.value(node.target)
    return None if found is None else Projection(found)


def _unary(at_: Evaluation, node: e.Unary) -> Value:
    if node.operator == "not":
        return at_.truth(node)
    value = at_.value(node.operand)
    if isinstance(value, Projection):
        return Projection(map(o.negative, value))
    return o.negative(value)


def _binary(at_: Evaluation, node: e.Binary) -> Value:
    if node.operator in _LOGIC:
        return at_.truth(node)
    if node.operator == "??":
        left = at_.value(node.left)
        return left if left is not None else at_.value(node.right)
    if isinstance(node.right, e.Duration) and node.operator in "+-":
        moved = _by_calendar(at_, node, node.right)
        if moved is not None:
            return moved[0]
    left, right = all_of(lambda: at_.value(node.left), lambda: at_.value(node.right))
    several = isinstance(left, Projection) or isinstance(right, Projection)
    if several and node.operator in _ELEMENTWISE and None not in (left, right):
        if node.operator == "contains" and isinstance(left, Projection):
            return o.text_test("contains", list(left), right)
        return _by_element(node.operator, left, right)
    return _operation(node.operator, left, right)


def _by_calendar(at_: Evaluation, node: e.Binary, by: e.Duration) -> tuple[Value] | None:
    """Return a moment plus or minus months or years; None where a fixed length of time is meant."""
    if by.unit not in ("month", "year"):
        return None
    moment, amount = all_of(lambda: at_.value(node.left), lambda: at_.value(by.amount))
    if moment is None or amount is None:
        return (None,)
    if not o.is_by_calendar(moment, by.unit):
        raise NotEvaluableError(by.unit)
    amount = o.negative(amount) if node.operator == "-" else amount
    return (o.months_later(moment, amount, by.unit, at_.environment),)


def _by_element(name: str, left: Any, right: Any) -> Projection:
    count = len(left if isinstance(left, Projection) else right)
    pairs = zip(
        *(one if isinstance(one, Projection) else [one] * count for one in (left, right)),
        strict=True,
    )
    return Projection(_operation(name, one, other) for one, other in pairs)


def _operation(name: str, left: Value, right: Value) -> Value:
    if name == "=?":
        return o.equal(left, right)
    if name in o.COMPARISONS:
        return o.compare(name, left, right)
    if name in o.TESTS:
        return o.text_test(name, left, right)
    return o.arithmetic(name, left, right)


def _membership(at_: Evaluation, node: e.Membership) -> Truth:
    if isinstance(node.options, tuple):
        return at_.truth(node)
    options = node.options
    value, found = all_of(lambda: at_.value(node.value), lambda: at_.value(options))
    inside = o.text_test("contains", found, value)
    return o.opposite(inside) if node.negated else inside


def _conditional(at_: Evaluation, node: e.Conditional) -> Value:
    for condition, value in node.arms:
        if at_.holds(condition):
            return at_.value(value)
    return None if node.otherwise is None else at_.value(node.otherwise)


def _list(at_: Evaluation, node: e.ListLiteral) -> list[Value]:
    values = [at_.value(one) for one in node.elements]
    return [value for value in values if value is not None]


def _record(at_: Evaluation, node: e.RecordLiteral) -> Value:
    """Return a record; one that stands beside others, in a choice, has what they have."""
    values = {name.text: at_.value(value) for name, value in node.entries}
    typed = at_.types.get(id(node))
    if typed is None or not isinstance(typed.type, t.Record):
        return values
    if typed.type.name:
        from nexflow_analysis.evaluation.records import assigned  # noqa: PLC0415 - they need each other

        return assigned(values, typed, at_.environment)
    return {field.name: fitted(values.get(field.name), field.type) for field in typed.type.fields}


def _call(at_: Evaluation, node: e.Call) -> Value:
    from nexflow_analysis.evaluation.calls import call  # noqa: PLC0415 - they need each other

    return call(at_, node)


_METHODS: dict[type[e.Expression], Callable[..., Value]] = {
    e.Number: _number,
    e.Text: lambda _at, node: node.value,
    e.Boolean: lambda _at, node: node.value,
    e.Null: lambda _at, _node: None,
    e.Name: lambda at_, node: named(node.text, at_.names),
    e.Member: _member,
    e.Index: _index,
    e.Each: _each,
    e.Unary: _unary,
    e.Binary: _binary,
    e.Membership: _membership,
    e.Between: lambda at_, node: at_.truth(node),
    e.NullTest: lambda at_, node: (at_.value(node.value) is None) is not node.negated,
    e.Conditional: _conditional,
    e.ListLiteral: _list,
    e.RecordLiteral: _record,
    e.Duration: lambda at_, node: o.duration(at_.value(node.amount), node.unit),
    e.Call: _call,
}


class TypedExpression(Struct, frozen=True):
    """An expression and what is known of its parts."""

    node: e.Expression
    inference: Inference

    @property
    def type(self) -> t.Typed:
        """What is known of its value."""
        return self.inference.types[id(self.node)]

    def evaluation(self, names: Record, environment: Environment) -> Evaluation:
        """Return an evaluation of it."""
        return Evaluation(names, self.inference.types, environment)

    def value(self, names: Record, environment: Environment) -> Value:
        """Return its value."""
        return beyond(lambda: self.evaluation(names, environment).value(self.node))

    def holds(self, names: Record, environment: Environment, *, outcome: bool = True) -> bool:
        """Tell whether it is true, or false."""
        at_ = self.evaluation(names, environment)
        return bool(beyond(lambda: at_.holds(self.node, outcome=outcome)))


def typed_expression(node: e.Expression, scope: Scope) -> TypedExpression:
    """Infer an expression in a scope."""
    inference = Inference(scope)
    inference.infer(node)
    return TypedExpression(node, inference)


def evaluate(node: e.Expression, record: Record) -> Value:
    """Return the value of an expression of which no types are known."""
    return beyond(lambda: Evaluation(record).value(node))


def beyond(evaluation: Callable[[], Value]) -> Value:
    """Return what an evaluation gives; what Python's calendar does not reach is not evaluable."""
    try:
        return evaluation()
    except OverflowError as problem:
        raise NotEvaluableError(str(problem)) from problem
