"""The type of every expression, and what is wrong with it.

What is not known makes what depends on it unknown, and unknown is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.calls import infer_call
from nexflow_analysis.choices import choice_type, first_unlike
from nexflow_analysis.composites import each, function_value, index, list_literal, record_literal
from nexflow_analysis.constants import too_large
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.fit import article, may_be
from nexflow_analysis.functions import find_function
from nexflow_analysis.names import nearest, normal, spelling_message, suggestion
from nexflow_analysis.narrowing import NOTHING, Facts, Outcome, facts, path_of
from nexflow_analysis.operators import (
    between,
    binary,
    membership,
    null_test,
    report_too_large,
    unary,
)
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


class Scope(Struct, frozen=True):
    """The names that an expression sees.

    record: its fields are bare names. names: lets, parameters and special names; they win.
    what: the record in words, for messages. aggregating: whether `sum(amount)` and the like stand
    for all records of a window, as in an aggregation; would_aggregate: the transform in which they
    would, if a process aggregated with it. known: the paths that are not null here. states: the
    `state.x` that a process keeps where a field is called `state`, too.
    """

    lookup: Lookup
    record: t.Record | None = None
    names: dict[str, t.Typed] = field(default_factory=dict)
    what: str = "the record here"
    aggregating: bool = False
    would_aggregate: str = ""
    known: Facts = NOTHING
    states: frozenset[str] = frozenset()

    def inner(self, names: dict[str, t.Typed], record: t.Record | None = None) -> Scope:
        """Return a scope with more names; nothing is known yet of those that they hide.

        record: stands before the one there is.
        """
        record = self.record if record is None else record
        hidden = {normal(name) for name in names}
        known = frozenset(path for path in self.known if path[0] not in hidden)
        return replace(self, names={**self.names, **names}, record=record, known=known)

    def given(self, condition: e.Expression, outcome: Outcome) -> Scope:
        """Return the scope where a condition has an outcome."""
        return self.knowing(facts(condition, outcome))

    def knowing(self, found: Facts) -> Scope:
        """Return a scope where more is known. What is known of `input.x` is known of `x` too."""
        if not found:
            return self
        hidden = {normal(name) for name in self.names}
        wholes = [normal(name) for name, typed in self.names.items() if typed.type is self.record]
        short = {path[1:] for path in found if path[0] in wholes and len(path) > 1}
        bare = {path for path in found | short if path[0] not in hidden}
        long = {(whole, *path) for whole in wholes for path in bare}
        named = {path for path in found if path[0] in hidden}
        known = self.known | bare | long | named
        computed = {name for name in self._computed(known) if name not in hidden}
        also = {(*whole, name) for name in computed for whole in ((), *((one,) for one in wholes))}
        return replace(self, known=known | also)

    def _computed(self, known: Facts) -> Iterator[str]:
        """Yield the (normal) names of the record's computed fields that what is known makes not null."""
        record = self.record
        if record is None or not record.name or not any(one.nullable for one in record.fields):
            return
        schema = self.lookup.schema(record.name)
        plain = replace(record, name="")
        for name, expression in schema.computed if schema is not None else ():
            field = record.field(name)
            if field is not None and field.nullable:
                scope = Scope(self.lookup, plain, known=known)
                if not Inference(scope).infer(expression).nullable:
                    known |= {(normal(name),)}
                    yield normal(name)

    def find(self, name: str) -> tuple[str, t.Typed] | None:
        """Return the name as declared and what is known of it, or None."""
        found = self._find(name)
        if found is not None and found[1].nullable and (normal(name),) in self.known:
            return found[0], replace(found[1], nullable=False)
        return found

    def _find(self, name: str) -> tuple[str, t.Typed] | None:
        if name in self.names:
            return name, self.names[name]
        found = self.record.field(name) if self.record is not None else None
        if found is not None and found.name == name:
            return name, self.lookup.value_of(found)
        wanted = normal(name)
        if wanted in map(normal, self.names):  # hundreds of names are looked through quickly
            other = next(one for one in self.names if normal(one) == wanted)
            return other, self.names[other]
        return (found.name, self.lookup.value_of(found)) if found is not None else None

    @property
    def visible(self) -> list[str]:
        """All names in scope."""
        fields = [found.name for found in self.record.fields] if self.record else []
        return [*self.names, *fields]

    @property
    def is_open(self) -> bool:
        """Whether there may be names that are not known."""
        return self.record is not None and self.record.open


class Inference(Struct):
    """One run over an expression. types: what was found, by the identity of nodes.

    kept: those nodes, since the identity of a node that is gone may become another's.
    """

    scope: Scope
    report: Report = silent
    types: dict[int, t.Typed] = field(default_factory=dict)
    kept: list[e.Expression] = field(default_factory=list)

    def infer(self, node: e.Expression, scope: Scope | None = None) -> t.Typed:
        """Return what is known of an expression's value."""
        outer = self.scope
        if scope is not None:
            self.scope = scope
        try:
            method = _METHODS.get(type(node), _unknown)
            typed = method(self, node)
            if typed.nullable and path_of(node) in self.scope.known:
                typed = replace(typed, nullable=False)
        finally:
            self.scope = outer
        resolved = self.scope.lookup.deep(typed.type)
        if resolved is not typed.type:
            typed = replace(typed, type=resolved)
        self.types[id(node)] = typed
        self.kept.append(node)
        return typed

    def alone(self, node: e.Expression) -> t.Typed:
        """Infer a value that nothing else gives a type: a whole number must be an integer then."""
        typed = self.infer(node)
        if typed.type == t.INTEGER and too_large(node):
            report_too_large(self, node)
        return typed

    def error(self, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report an error."""
        self.report(node, code, message, Severity.ERROR, fixes)

    def quietly(self) -> Inference:
        """Return a run over the same scope that reports nothing."""
        return Inference(self.scope)

    def spelling(self, node: Node, written: str, declared: str) -> None:
        """Report a name in another spelling than its definition's."""
        fix = LocalFix(f"Write `{declared}`", (Replacement(node.start, node.end, declared),))
        self.report(node, "NX110", spelling_message(written, declared), Severity.HINT, (fix,))

    def condition(self, node: e.Expression, what: str) -> t.Typed:
        """Infer an expression that must be a boolean."""
        typed = self.infer(node)
        self.expect_condition(node, typed, what)
        return typed

    def expect_condition(self, node: e.Expression, typed: t.Typed, what: str) -> None:
        """Check that an expression, as inferred, is a boolean."""
        if not may_be(typed, "boolean"):
            message = f"{what} must be true or false, and this is {article(typed.type)}"
            self.error(node, "NX155", message)

    def warn(self, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report a warning."""
        self.report(node, code, message, Severity.WARNING, fixes)


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
    fraction = isinstance(exponent, int) and exponent < 0
    return t.Typed(t.DECIMAL if fraction or too_large(node) else t.INTEGER)


def _name(inference: Inference, node: e.Name) -> t.Typed:
    scope = inference.scope
    found = scope.find(node.text)
    if found is not None:
        if found[0] != node.text:
            inference.spelling(node, node.text, found[0])
        return found[1]
    if not scope.is_open and (scope.record is not None or scope.names):
        near = nearest(node.text, scope.visible)
        fields = [field.name for field in scope.record.fields] if scope.record is not None else []
        inference.error(
            node, "NX101", f"`{node.text}` is no field of {scope.what} and no name defined above"
            + suggestion(node.text, fields if near is None else scope.visible),
            *_rename(node, node.text, scope.visible),
        )  # fmt: skip
    return t.UNKNOWN_VALUE


def _rename(node: Node, wrong: str, names: list[str]) -> tuple[LocalFix, ...]:
    near = nearest(wrong, names)
    if near is None:
        return ()
    return (LocalFix(f"Write `{near}`", (Replacement(node.start, node.end, near),), safe=False),)


def _member(inference: Inference, node: e.Member) -> t.Typed:
    is_state = isinstance(node.target, e.Name) and node.target.text == "state"
    if is_state and normal(node.name.text) in inference.scope.states:
        return t.UNKNOWN_VALUE
    target = inference.infer(node.target)
    if isinstance(target.type, t.Projection):
        found = _member_of(inference, node, t.Typed(target.type.element))
        return t.Typed(t.Projection("list", found.type), target.nullable)
    return _member_of(inference, node, target)


def _member_of(inference: Inference, node: e.Member, target: t.Typed) -> t.Typed:
    if not isinstance(target.type, t.Record):
        if isinstance(target.type, t.Scalar | t.Collection) and target.type != t.NULL:
            name = node.name
            message = f"{article(target.type)} has no fields, so `.{name.text}` means nothing"
            element = target.type.element if isinstance(target.type, t.Collection) else None
            if isinstance(element, t.Record) and element.field(name.text) is not None:
                change = Replacement(node.target.end, node.target.end, "[]")
                fix = LocalFix(f"Write `[].{name.text}`", (change,), safe=False)
                message = f"{message}; write `[].{name.text}` for those of its elements"
                inference.error(name, "NX102", message, fix)
            elif find_function(name.text) is None:
                inference.error(name, "NX102", message)
            else:
                change = Replacement(name.end, name.end, "()")
                fix = LocalFix(f"Call `{name.text}()`", (change,), safe=False)
                inference.error(name, "NX102", f"{message}; did you mean `.{name.text}()`?", fix)
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
        inference.spelling(node.name, node.name.text, found.name)
    value = inference.scope.lookup.value_of(found)
    return replace(value, nullable=value.nullable or target.nullable)


def _conditional(inference: Inference, node: e.Conditional) -> t.Typed:
    outer = inference.scope
    values: list[tuple[e.Expression, t.Typed]] = []
    for condition, value in node.arms:
        inference.condition(condition, "a condition")
        values.append(
            (value, inference.infer(value, inference.scope.given(condition, Outcome.TRUE)))
        )
        inference.scope = inference.scope.given(condition, Outcome.NOT_TRUE)
    if node.otherwise is not None:
        values.append((node.otherwise, inference.infer(node.otherwise)))
    inference.scope = outer
    nodes, typed = [value for value, _typed in values], [found for _value, found in values]
    wrong = first_unlike(nodes, typed)
    if wrong is not None:
        value, problem = wrong
        inference.error(value, "NX154", f"all values of a `when` must have one type: {problem}")
        return t.UNKNOWN_VALUE
    nullable = node.otherwise is None or any(found.nullable for found in typed)
    return t.Typed(choice_type(inference, nodes), nullable)


def _duration(inference: Inference, node: e.Duration) -> t.Typed:
    amount = inference.infer(node.amount)
    if isinstance(amount.type, t.Scalar) and not amount.type.is_numeric:
        inference.error(
            node.amount,
            "NX150",
            f"a duration counts with a number, and this is {article(amount.type)}",
        )
    return t.Typed(t.DURATION, amount.nullable)


def _call(inference: Inference, node: e.Call) -> t.Typed:
    return infer_call(inference, node)


_METHODS: dict[type[e.Expression], Callable[..., t.Typed]] = {
    e.Number: _number,
    e.Text: lambda _i, _n: t.Typed(t.STRING),
    e.Boolean: lambda _i, _n: t.Typed(t.BOOLEAN),
    e.Null: lambda _i, _n: t.Typed(t.NULL, nullable=True),
    e.Name: _name,
    e.Member: _member,
    e.Index: index,
    e.Each: each,
    e.Unary: unary,
    e.Binary: binary,
    e.Membership: membership,
    e.Between: between,
    e.NullTest: null_test,
    e.Conditional: _conditional,
    e.ListLiteral: list_literal,
    e.RecordLiteral: record_literal,
    e.Duration: _duration,
    e.Call: _call,
    e.Lambda: function_value,
}
