"""The type of every expression, and what is wrong with it.

What is not known makes what depends on it unknown, and unknown is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.calls import infer_call
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.names import normal, suggestion
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node

if TYPE_CHECKING:
    from nexflow_analysis.definitions import SchemaDefinition
    from nexflow_analysis.lookup import Lookup

Report = Callable[[Node, str, str, Severity, tuple[LocalFix, ...]], None]
"""Takes the node, the code, the message, the severity and fixes relative to the node's item."""


def silent(
    _node: Node, _code: str, _message: str, _severity: Severity, _fixes: tuple[LocalFix, ...]
) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression sees.

    record: its fields are bare names. names: lets, parameters and special names; they win.
    what: the record in words, for messages.
    """

    lookup: Lookup
    record: t.Record | None = None
    names: dict[str, t.Typed] = field(default_factory=dict)
    what: str = "the record here"

    def inner(self, names: dict[str, t.Typed], record: t.Record | None = None) -> Scope:
        """Return a scope with more names; a record given stands before the one there is."""
        return replace(
            self, names={**self.names, **names}, record=self.record if record is None else record
        )

    def find(self, name: str) -> tuple[str, t.Typed] | None:
        """Return the name as declared and what is known of it, or None."""
        if name in self.names:
            return name, self.names[name]
        found = self.record.field(name) if self.record is not None else None
        if found is not None and found.name == name:
            return name, t.Typed(found.type, found.nullable)
        wanted = normal(name)
        for other, typed in self.names.items():
            if normal(other) == wanted:
                return other, typed
        return (found.name, t.Typed(found.type, found.nullable)) if found is not None else None

    @property
    def visible(self) -> list[str]:
        """All names in scope."""
        fields = [found.name for found in self.record.fields] if self.record else []
        return [*self.names, *fields]

    @property
    def is_open(self) -> bool:
        """Whether there may be names that are not known."""
        return self.record is not None and self.record.open


@dataclass(slots=True)
class Inference:
    """One run over an expression. types: what was found, by the identity of nodes."""

    scope: Scope
    report: Report = silent
    types: dict[int, t.Typed] = field(default_factory=dict)

    def infer(self, node: e.Expression, scope: Scope | None = None) -> t.Typed:
        """Return what is known of an expression's value."""
        outer = self.scope
        if scope is not None:
            self.scope = scope
        try:
            method = _METHODS.get(type(node), _unknown)
            typed = method(self, node)
        finally:
            self.scope = outer
        resolved = self.scope.lookup.deep(typed.type)
        typed = t.Typed(resolved, typed.nullable)
        self.types[id(node)] = typed
        return typed

    def error(self, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report an error."""
        self.report(node, code, message, Severity.ERROR, fixes)

    def condition(self, node: e.Expression, what: str) -> t.Typed:
        """Infer an expression that must be a boolean."""
        typed = self.infer(node)
        if not _is(typed, "boolean"):
            self.error(node, "NX155", f"{what} must be true or false, and this is {_a(typed.type)}")
        return typed


def infer(node: e.Expression, scope: Scope, report: Report = silent) -> t.Typed:
    """Return what is known of an expression's value; what is wrong goes to report."""
    return Inference(scope, report).infer(node)


def computed_fields(
    lookup: Lookup, schema: SchemaDefinition, plain: t.Record
) -> tuple[t.RecordField, ...]:
    """Return the computed fields of a schema; each may use those before it."""
    found: list[t.RecordField] = []
    for name, expression in schema.computed:
        record = t.Record("", (*plain.fields, *found))
        typed = infer(expression, Scope(lookup, record))
        found.append(t.RecordField(name, typed.type, typed.nullable))
    return tuple(found)


def _unknown(_inference: Inference, _node: e.Expression) -> t.Typed:
    return t.UNKNOWN_VALUE


def _number(_inference: Inference, node: e.Number) -> t.Typed:
    if node.kind is e.NumberKind.MONEY:
        return t.Typed(t.MONEY)
    if node.kind is e.NumberKind.PERCENT:
        return t.Typed(t.PERCENTAGE)
    exponent = node.value.as_tuple().exponent
    return t.Typed(t.DECIMAL if isinstance(exponent, int) and exponent < 0 else t.INTEGER)


def _name(inference: Inference, node: e.Name) -> t.Typed:
    scope = inference.scope
    found = scope.find(node.text)
    if found is not None:
        if found[0] != node.text:
            spelling(inference, node, node.text, found[0])
        return found[1]
    if not scope.is_open and (scope.record is not None or scope.names):
        inference.error(
            node, "NX101", f"`{node.text}` is no field of {scope.what} and no name defined above"
            + suggestion(node.text, scope.visible),
            *_rename(node, node.text, scope.visible),
        )  # fmt: skip
    return t.UNKNOWN_VALUE


def spelling(inference: Inference, node: Node, written: str, declared: str) -> None:
    """Report a name in another spelling than its definition's."""
    inference.report(
        node,
        "NX110",
        f"`{written}` is declared as `{declared}`; write it the same way",
        Severity.HINT,
        (LocalFix(f"Write `{declared}`", (Replacement(node.start, node.end, declared),)),),
    )


def _rename(node: Node, wrong: str, names: list[str]) -> tuple[LocalFix, ...]:
    from nexflow_analysis.names import nearest  # noqa: PLC0415

    near = nearest(wrong, names)
    if near is None:
        return ()
    return (LocalFix(f"Write `{near}`", (Replacement(node.start, node.end, near),), safe=False),)


def _member(inference: Inference, node: e.Member) -> t.Typed:
    target = inference.infer(node.target)
    if not isinstance(target.type, t.Record):
        if isinstance(target.type, t.Scalar | t.Collection) and target.type != t.NULL:
            inference.error(
                node.name, "NX102", f"{_a(target.type)} has no fields, so `.{node.name.text}` means nothing"
            )  # fmt: skip
        return t.UNKNOWN_VALUE
    found = target.type.field(node.name.text)
    if found is None:
        if not target.type.open:
            names = [f.name for f in target.type.fields]
            owner = f"`{target.type.name}`" if target.type.name else "this record"
            inference.error(
                node.name, "NX103", f"{owner} has no field `{node.name.text}`" + suggestion(node.name.text, names),
                *_rename(node.name, node.name.text, names),
            )  # fmt: skip
        return t.UNKNOWN_VALUE
    if found.name != node.name.text:
        spelling(inference, node.name, node.name.text, found.name)
    return t.Typed(found.type, found.nullable or target.nullable)


def _index(inference: Inference, node: e.Index) -> t.Typed:
    target = inference.infer(node.target)
    inference.infer(node.index)
    match target.type:
        case t.Collection():
            return t.Typed(target.type.element, nullable=True)
        case t.Mapping():
            return t.Typed(target.type.value, nullable=True)
        case _:
            return t.UNKNOWN_VALUE


def _each(inference: Inference, node: e.Each) -> t.Typed:
    inference.infer(node.target)
    return t.UNKNOWN_VALUE


def _unary(inference: Inference, node: e.Unary) -> t.Typed:
    if node.operator == "not":
        return t.Typed(t.BOOLEAN, inference.condition(node.operand, "what `not` negates").nullable)
    typed = inference.infer(node.operand)
    if isinstance(typed.type, t.Scalar) and not typed.type.is_numeric and typed.type != t.DURATION:
        inference.error(node, "NX150", f"`-` needs a number, and this is {_a(typed.type)}")
        return t.UNKNOWN_VALUE
    return typed


def _binary(inference: Inference, node: e.Binary) -> t.Typed:
    operator = node.operator
    if operator in ("and", "or"):
        left = inference.condition(node.left, f"what `{operator}` joins")
        right = inference.condition(node.right, f"what `{operator}` joins")
        return t.Typed(t.BOOLEAN, left.nullable or right.nullable)
    left, right = inference.infer(node.left), inference.infer(node.right)
    nullable = left.nullable or right.nullable
    if operator == "??":
        return _default(inference, node, left, right)
    if operator in ("==", "!=", "<", "<=", ">", ">=", "=?"):
        _compare(inference, node, left, right)
        return t.Typed(t.BOOLEAN, nullable and operator != "=?")
    if operator in ("matches", "contains", "starts_with", "ends_with"):
        return t.Typed(t.BOOLEAN, nullable)
    return t.Typed(_arithmetic(inference, node, left.type, right.type), nullable)


def _default(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> t.Typed:
    problem = fit_problem(right, left.type, literal=_is_literal(node.right))
    if problem and left.type != t.NULL:
        inference.error(node.right, "NX150", f"`??` needs two values of one type: {problem}")
        return t.UNKNOWN_VALUE
    return t.Typed(common(left.type, right.type), right.nullable)


def _compare(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> None:
    if _mixes_double(node, left.type, right.type):
        _report_mix(inference, node)
        return
    literal = _is_literal(node.left) or _is_literal(node.right)
    one = fit_problem(right, left.type, literal=literal, comparing=True)
    other = fit_problem(left, right.type, literal=literal, comparing=True)
    if one and other:
        inference.error(
            node, "NX150",
            f"`{node.operator}` compares {_a(left.type)} with {_a(right.type)}, which are never equal; "
            "compare values of one type",
        )  # fmt: skip
    elif node.operator in ("<", "<=", ">", ">=") and _is(left, "boolean") and _known(left):
        inference.error(node, "NX150", f"`{node.operator}` needs an order, and booleans have none")


def _arithmetic(inference: Inference, node: e.Binary, left: t.Type, right: t.Type) -> t.Type:
    operator = node.operator
    if isinstance(left, t.Unknown) or isinstance(right, t.Unknown) or t.NULL in (left, right):
        return t.UNKNOWN
    if operator == "+":
        if left == right == t.STRING:
            return t.STRING
        if isinstance(left, t.Collection) and isinstance(right, t.Collection):
            return left
    if operator in ("+", "-"):
        moved = _moved(operator, left, right)
        if moved is not None:
            return moved
    if _numeric(left) and _numeric(right):
        assert isinstance(left, t.Scalar)
        assert isinstance(right, t.Scalar)
        return _number_result(inference, node, left, right)
    inference.error(
        node, "NX150", f"`{operator}` does not work on {_a(left)} and {_a(right)}"
        + ("; join texts with `concat`" if t.STRING in (left, right) and operator == "+" else ""),
    )  # fmt: skip
    return t.UNKNOWN


def _moved(operator: str, left: t.Type, right: t.Type) -> t.Type | None:
    """Return the type of a moment and a duration added, or of two moments subtracted."""
    moments = (t.DATE, t.TIMESTAMP)
    if left in moments and right == t.DURATION:
        return left
    if operator == "+" and left == t.DURATION and right in moments:
        return right
    if left == right == t.DURATION or (operator == "-" and left == right and left in moments):
        return t.DURATION
    return None


def _number_result(inference: Inference, node: e.Binary, left: t.Scalar, right: t.Scalar) -> t.Type:
    if _mixes_double(node, left, right):
        _report_mix(inference, node)
        return t.UNKNOWN
    if t.DOUBLE in (left, right):
        return t.DOUBLE
    if left.name == right.name == "integer":
        return t.DECIMAL if node.operator == "/" else t.INTEGER
    if node.operator in ("+", "-", "%") and left == right:
        return left if left.name == "money" else t.DECIMAL
    return t.DECIMAL


def _mixes_double(node: e.Binary, left: t.Type, right: t.Type) -> bool:
    if not (_numeric(left) and _numeric(right)) or (left == t.DOUBLE) == (right == t.DOUBLE):
        return False
    return not _is_literal(node.right if left == t.DOUBLE else node.left)


def _report_mix(inference: Inference, node: e.Binary) -> None:
    left = inference.types.get(id(node.left), t.UNKNOWN_VALUE)
    other = node.right if left.type == t.DOUBLE else node.left
    fix = LocalFix(
        "Convert it with `double(…)`",
        (Replacement(other.start, other.start, "double("), Replacement(other.end, other.end, ")")),
        safe=False,
    )
    inference.error(
        node, "NX153", f"`{node.operator}` mixes a double with an exact number; say which is meant "
        "with `double(…)` or `decimal(…)`", fix,
    )  # fmt: skip


def _membership(inference: Inference, node: e.Membership) -> t.Typed:
    value = inference.infer(node.value)
    if isinstance(node.options, tuple):
        for option in node.options:
            typed = inference.infer(option)
            problem = fit_problem(typed, value.type, literal=_is_literal(option), comparing=True)
            if problem:
                inference.error(option, "NX150", f"`in` compares values of one type: {problem}")
        return t.Typed(t.BOOLEAN, value.nullable)
    inference.infer(node.options)
    return t.Typed(t.BOOLEAN, value.nullable)


def _between(inference: Inference, node: e.Between) -> t.Typed:
    value = inference.infer(node.value)
    nullable = value.nullable
    for bound in (node.low, node.high):
        typed = inference.infer(bound)
        nullable = nullable or typed.nullable
        problem = fit_problem(typed, value.type, literal=_is_literal(bound), comparing=True)
        if problem and fit_problem(value, typed.type, comparing=True):
            inference.error(bound, "NX150", f"`between` compares values of one type: {problem}")
    return t.Typed(t.BOOLEAN, nullable)


def _null_test(inference: Inference, node: e.NullTest) -> t.Typed:
    inference.infer(node.value)
    return t.Typed(t.BOOLEAN)


def _conditional(inference: Inference, node: e.Conditional) -> t.Typed:
    result: t.Typed | None = None
    values = [value for _condition, value in node.arms]
    for condition, _value in node.arms:
        inference.condition(condition, "a condition")
    if node.otherwise is not None:
        values.append(node.otherwise)
    for value in values:
        typed = inference.infer(value)
        if result is None:
            result = typed
            continue
        one = fit_problem(typed, result.type, literal=_is_literal(value))
        if one and fit_problem(result, typed.type, literal=_is_literal(values[0])):
            inference.error(value, "NX154", f"all values of a `when` must have one type: {one}")
            return t.UNKNOWN_VALUE
        result = t.Typed(common(result.type, typed.type), result.nullable or typed.nullable)
    assert result is not None
    return t.Typed(result.type, result.nullable or node.otherwise is None)


def _list(inference: Inference, node: e.ListLiteral) -> t.Typed:
    element: t.Type = t.UNKNOWN
    for value in node.elements:
        typed = inference.infer(value)
        element = typed.type if element == t.UNKNOWN else common(element, typed.type)
    return t.Typed(t.Collection("list", element))


def _record(inference: Inference, node: e.RecordLiteral) -> t.Typed:
    fields = []
    for name, value in node.entries:
        typed = inference.infer(value)
        fields.append(t.RecordField(name.text, typed.type, typed.nullable))
    return t.Typed(t.Record("", tuple(fields)))


def _duration(inference: Inference, node: e.Duration) -> t.Typed:
    amount = inference.infer(node.amount)
    if isinstance(amount.type, t.Scalar) and not amount.type.is_numeric:
        inference.error(
            node.amount, "NX150", f"a duration counts with a number, and this is {_a(amount.type)}"
        )
    return t.Typed(t.DURATION, amount.nullable)


def common(left: t.Type, right: t.Type) -> t.Type:
    """Return the type that values of both types have; unknown where there is none."""
    if right in (left, t.NULL):
        return left
    if left == t.NULL:
        return right
    if _numeric(left) and _numeric(right):
        return t.DOUBLE if t.DOUBLE in (left, right) else t.DECIMAL
    return t.UNKNOWN


def _is(typed: t.Typed, name: str) -> bool:
    """Tell whether a value has, or may have, a type."""
    if isinstance(typed.type, t.Unknown) or typed.type == t.NULL:
        return True
    return isinstance(typed.type, t.Scalar) and typed.type.name == name


def _known(typed: t.Typed) -> bool:
    return not isinstance(typed.type, t.Unknown) and typed.type != t.NULL


def _numeric(type_: t.Type) -> bool:
    return isinstance(type_, t.Scalar) and type_.is_numeric


def _is_literal(node: e.Expression) -> bool:
    if isinstance(node, e.Unary) and node.operator == "-":
        return _is_literal(node.operand)
    return isinstance(node, e.Number | e.Text)


def _a(type_: t.Type) -> str:
    """Return a type with its article."""
    text = str(type_)
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}"


def _call(inference: Inference, node: e.Call) -> t.Typed:
    return infer_call(inference, node)


_METHODS: dict[type[e.Expression], Callable[..., t.Typed]] = {
    e.Number: _number,
    e.Text: lambda _i, _n: t.Typed(t.STRING),
    e.Boolean: lambda _i, _n: t.Typed(t.BOOLEAN),
    e.Null: lambda _i, _n: t.Typed(t.NULL, nullable=True),
    e.Name: _name,
    e.Member: _member,
    e.Index: _index,
    e.Each: _each,
    e.Unary: _unary,
    e.Binary: _binary,
    e.Membership: _membership,
    e.Between: _between,
    e.NullTest: _null_test,
    e.Conditional: _conditional,
    e.ListLiteral: _list,
    e.RecordLiteral: _record,
    e.Duration: _duration,
    e.Call: _call,
}
