"""The bounds of a computed number hold whatever the fields are, and say which decimals fit a `long`."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_analysis import types as t
from nexflow_analysis.bounds import Bounds, bounds, fits_long, intermediates
from nexflow_analysis.index import Index
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e

_DIVIDING = Context(prec=34, rounding=ROUND_HALF_EVEN)
_EXACT = Context(prec=300)
_RECORD = t.Record(
    "",
    (
        t.RecordField("price", t.MONEY, nullable=False),
        t.RecordField(
            "small",
            t.MONEY,
            nullable=False,
            constraints=(("range", ((Decimal(0), Decimal(100)),)),),
        ),
        t.RecordField(
            "n",
            t.INTEGER,
            nullable=False,
            constraints=(("range", ((Decimal(-5), Decimal(7)),)),),
        ),
        t.RecordField("long", t.INTEGER, nullable=False),
        t.RecordField("rate", t.Scalar("decimal", 5, 3), nullable=False),
        t.RecordField("any", t.DECIMAL, nullable=False),
        t.RecordField("share", t.PERCENTAGE, nullable=False),
        t.RecordField("score", t.DOUBLE, nullable=False),
        t.RecordField("maybe", t.Scalar("decimal", 6, 2), nullable=True),
    ),
)


def _inferred(text: str) -> tuple[e.Expression, Inference]:
    node = parse_item(Language.TRANSFORM, "expression", text).node
    assert isinstance(node, e.Expression)
    inference = Inference(Scope(Lookup(Index()), _RECORD))
    inference.infer(node)
    return node, inference


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("small + 1.005", "decimal [precision: 6, scale: 3]"),
        ("small * n", "decimal [precision: 5, scale: 2]"),
        ("price * n", "decimal [precision: 19, scale: 2]"),
        ("price + price", "decimal [precision: 19, scale: 2]"),
        ("round(small * rate, 2)", "decimal [precision: 6, scale: 2]"),
        ("small / 8", "decimal [precision: 7, scale: 5]"),
        ("small / 3", "decimal"),
        ("round(small / 3, 2)", "decimal [precision: 4, scale: 2]"),
        ("small / n", "decimal"),
        ("small % 7", "decimal [precision: 3, scale: 2]"),
        ("maybe ?? 0.125", "decimal [precision: 7, scale: 3]"),
        ("when small > 3 then 1.5 otherwise small", "decimal [precision: 5, scale: 2]"),
        ("min(small, 2.5)", "decimal [precision: 5, scale: 2]"),
        ("floor(rate)", "decimal [precision: 3, scale: 0]"),
        ("abs(rate) * 10%", "decimal [precision: 6, scale: 5]"),
        ("any * 2", "decimal"),
        ("small * share", "decimal"),
        ("nothing + 1", "decimal"),
        ("score + 1", "decimal"),
    ],
)
def test_a_computed_decimal_has_the_type_that_holds_it(text: str, type_: str) -> None:
    assert str(bounds(*_inferred(text)).type) == type_


@pytest.mark.parametrize(
    "text",
    ["round(small * rate, 2)", "small * n + 0.5", "small / 4 + rate"],
)
def test_a_long_holds_what_every_intermediate_fits(text: str) -> None:
    assert fits_long(*_inferred(text))


@pytest.mark.parametrize(
    "text",
    ["price + 1", "price * rate", "small + any", "round(small / 3, 2)", "score * 2"],
)
def test_no_long_holds_what_one_intermediate_may_not_fit(text: str) -> None:
    assert not fits_long(*_inferred(text))


# Any expression, computed with numbers at random.

_NAMES = ("price", "small", "n", "rate")
_LEAVES = st.one_of(
    st.sampled_from(_NAMES), st.sampled_from(["1", "2.5", "100", "3", "0.125", "5%", "8"])
)
_TEXTS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/%"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda one: f"(-{one})"),
        st.tuples(inner, st.integers(0, 4)).map(lambda p: f"round({p[0]}, {p[1]})"),
        inner.map(lambda one: f"abs({one})"),
        inner.map(lambda one: f"floor({one})"),
        inner.map(lambda one: f"ceil({one})"),
        st.tuples(inner, inner).map(lambda p: f"min({p[0]}, {p[1]})"),
        st.tuples(inner, inner, inner).map(
            lambda p: f"(when {p[0]} > 3 then {p[1]} otherwise {p[2]})"
        ),
    ),
    max_leaves=8,
)
_VALUES = st.fixed_dictionaries(
    {
        "price": st.integers(-(10**18) + 1, 10**18 - 1).map(
            lambda x: Decimal(x).scaleb(-2, _EXACT)
        ),
        "small": st.integers(0, 10**4).map(lambda x: Decimal(x).scaleb(-2)),
        "n": st.integers(-5, 7).map(Decimal),
        "rate": st.integers(-99999, 99999).map(lambda x: Decimal(x).scaleb(-3)),
    }
)


class _NoNumberError(Exception):
    """A record fails: it divides by zero."""


def _computed(node: e.Expression, values: dict[str, Decimal]) -> Decimal:
    match node:
        case e.Number():
            return node.value
        case e.Name():
            return values[node.text]
        case e.Unary():
            return -_computed(node.operand, values)
        case e.Conditional(arms=((condition, value),), otherwise=e.Expression() as otherwise):
            assert isinstance(condition, e.Binary)
            return _computed(value if _computed(condition.left, values) > 3 else otherwise, values)
        case e.Binary():
            left, right = _computed(node.left, values), _computed(node.right, values)
            return _operation(node.operator, left, right)
        case e.Call():
            given = [_computed(argument.value, values) for argument in node.arguments]
            return _function(node.function.text, given)
        case _:
            raise AssertionError(node)


def _operation(operator: str, left: Decimal, right: Decimal) -> Decimal:
    if operator in "/%" and right == 0:
        raise _NoNumberError
    operations = {"+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply}
    if operator in operations:
        return operations[operator](left, right)
    return _DIVIDING.divide(left, right) if operator == "/" else _EXACT.remainder(left, right)


def _function(name: str, given: list[Decimal]) -> Decimal:
    if name in ("abs", "min"):
        return min(given) if name == "min" else abs(given[0])
    places = int(given[1]) if len(given) > 1 else 0
    how = {"round": ROUND_HALF_EVEN, "floor": ROUND_FLOOR, "ceil": ROUND_CEILING}[name]
    return given[0].quantize(Decimal(1).scaleb(-places), how, _EXACT)


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _VALUES)
def test_no_value_leaves_its_bounds(text: str, values: dict[str, Decimal]) -> None:
    node, inference = _inferred(text)
    try:
        value = _computed(node, values)
    except _NoNumberError:
        return
    if inference.types[id(node)].type == t.UNKNOWN:
        return
    found = bounds(node, inference)
    assert found.low is None or found.low <= value
    assert found.high is None or value <= found.high
    exponent = value.normalize(_EXACT).as_tuple().exponent
    assert isinstance(exponent, int)
    assert found.scale is None or -exponent <= found.scale
    assert all(isinstance(one, Bounds) for one in intermediates(node, inference))
