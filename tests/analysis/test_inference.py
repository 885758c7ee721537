"""Inference of types never fails, claims nothing of what is unknown, and is right about nulls."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from nexflow_analysis import types as t
from nexflow_analysis.evaluation.expressions import evaluate
from nexflow_analysis.evaluation.values import NotEvaluableError, RecordError
from nexflow_analysis.index import Index
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup, open_record
from nexflow_analysis.narrowing import Outcome, facts, there
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e

FEW = settings(max_examples=150, deadline=None)


def parsed(text: str) -> e.Expression | None:
    item = parse_item(Language.TRANSFORM, "expression", text)
    return item.node if isinstance(item.node, e.Expression) and not item.broken else None


def scope_of(record: t.Record) -> Scope:
    return Scope(Lookup(Index()), record)


class Said:
    """The codes that an inference reports."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def __call__(self, _node: Any, code: str, *_rest: object) -> None:
        self.codes.append(code)


# Any expression over any names.

SCALARS = [
    t.STRING, t.INTEGER, t.DECIMAL, t.MONEY, t.PERCENTAGE, t.DOUBLE, t.BOOLEAN, t.DATE, t.TIMESTAMP,
    t.UUID, t.DURATION, t.NULL, t.UNKNOWN, t.AnyRecord(), t.Named("Nowhere"), t.Scalar("bytes"),
    t.Scalar("decimal", 5, 2),
]  # fmt: skip
CONSTRAINTS: list[t.Constraints] = [
    (), (("values", ("a", "b")),), (("range", ((None, None),)),), (("length", ()),),
    (("range", ("2026-01-01", None)),), (("pattern", ("[",)),), (("values", (None,)),),
]  # fmt: skip
types: SearchStrategy[t.Type] = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.one_of(
        st.builds(t.Collection, st.sampled_from(["list", "set"]), inner),
        st.builds(t.Mapping, inner, inner),
        st.builds(lambda type_: t.Record("", (t.RecordField("f", type_, nullable=True),)), inner),
    ),
    max_leaves=4,
)
NAMES = ("a", "b", "c", "f", "it", "items")
fields = st.builds(
    lambda name, type_, nullable, said: t.RecordField(name, type_, nullable, constraints=said),
    st.sampled_from(NAMES), types, st.booleans(), st.sampled_from(CONSTRAINTS),
)  # fmt: skip
records = st.builds(lambda found: t.Record("R", tuple(found)), st.lists(fields, max_size=6))

LITERALS = (
    "0", "1", "2.5", "$10", "5%", "9223372036854775808", '"a"', '"2026-02-30"', "true", "null", "7 days",
)  # fmt: skip
OPERATORS = (
    "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "=?", "??", "and", "or", "matches",
    "contains", "starts_with", "ends_with",
)  # fmt: skip
FUNCTIONS = (
    "any", "sum", "count", "min", "max", "filter", "map", "find", "first", "sort", "format", "matches",
    "date", "uuid", "start_of", "coalesce", "least", "round", "keys", "slice", "flat_map", "nowhere",
    "lookup", "size", "avg", "contains", "contains_key", "concat", "nullif", "integer", "substring",
)  # fmt: skip


def larger(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(pair, st.sampled_from(OPERATORS)).map(lambda x: f"({x[0][0]} {x[1]} {x[0][1]})"),
        inner.map(lambda x: f"(not {x})"),
        inner.map(lambda x: f"-({x})"),
        inner.map(lambda x: f"({x}) is not null"),
        inner.map(lambda x: f"({x}).f"),
        inner.map(lambda x: f"({x})[].f"),
        inner.map(lambda x: f"({x}) days"),
        pair.map(lambda x: f"({x[0]})[{x[1]}]"),
        pair.map(lambda x: f"({x[0]}) in ({x[1]}, 1)"),
        pair.map(lambda x: f"({x[0]}) in ({x[1]})"),
        pair.map(lambda x: f"({x[0]}) between {x[1]} and 3"),
        pair.map(lambda x: f"(when {x[0]} then {x[1]} otherwise {x[0]})"),
        pair.map(lambda x: f"[{x[0]}, {x[1]}]"),
        pair.map(lambda x: f"{{ f: {x[0]}, f: {x[1]} }}"),
        st.tuples(st.sampled_from(FUNCTIONS), st.lists(inner, max_size=3)).map(
            lambda x: f"{x[0]}({', '.join(x[1])})"
        ),
        st.tuples(st.sampled_from(FUNCTIONS), pair).map(
            lambda x: f"{x[0]}({x[1][0]}, y -> {x[1][1]})"
        ),
        st.tuples(st.sampled_from(FUNCTIONS), pair).map(
            lambda x: f"({x[1][0]}).{x[0]}(default: {x[1][1]})"
        ),
    )


anything = st.recursive(st.sampled_from([*NAMES, "y", *LITERALS]), larger, max_leaves=6)
# What is computed of the unknown is unknown.
unknown = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "??"]), inner)
        .map(" ".join)
        .map("({})".format),
        inner.map("-({})".format),
        inner.map("({}).f".format),
        inner.map("({})[0]".format),
        inner.map("first({})".format),
        inner.map("filter({}, x -> x.f)".format),
        st.tuples(inner, inner).map("coalesce({0[0]}, {0[1]})".format),
        st.tuples(inner, inner)
        .map("any({0[0]}, {0[1]}) ? {0[0]} : {0[1]}".format)
        .map("({})".format),
    ),
    max_leaves=6,
)


@FEW
@given(anything, records)
def test_any_expression_over_any_record_has_a_type(text: str, record: t.Record) -> None:
    node = parsed(text)
    assume(node is not None)
    assert node is not None
    typed = Inference(scope_of(record), Said()).infer(node)
    assert isinstance(typed, t.Typed)


@FEW
@given(unknown, unknown)
def test_nothing_is_said_of_what_is_unknown(left: str, right: str) -> None:
    of_unknown = tuple(t.RecordField(name, t.UNKNOWN, nullable=True) for name in NAMES)
    for text in (left, f"{left} > {right}", f"{left} and {right}", f"{left} in ({right}, 1)"):
        node = parsed(text)
        assert node is not None
        for record in (open_record(), t.Record("R", of_unknown)):
            said = Said()
            Inference(scope_of(record), said).infer(node)
            assert said.codes == []


# Nulls, against the reference evaluation.

numbers = st.recursive(
    st.sampled_from(["a", "b", "c", "1", "2"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "??"]), inner).map(" ".join).map("({})".format),
        inner.map("-({})".format),
    ),
    max_leaves=3,
)  # fmt: skip
tests = st.one_of(
    st.tuples(numbers, st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "=?"]), numbers).map(" ".join),
    st.tuples(numbers, st.sampled_from(["is null", "is not null", "=? null", "== null", "!= null"])).map(" ".join),
    st.tuples(numbers, numbers, numbers).map(lambda x: f"{x[0]} in ({x[1]}, {x[2]})"),
    st.tuples(numbers, numbers, numbers).map(lambda x: f"{x[0]} between {x[1]} and {x[2]}"),
    st.tuples(numbers, numbers, numbers).map(lambda x: f"{x[0]} not between {x[1]} and {x[2]}"),
    st.tuples(numbers, numbers).map(lambda x: f"{x[0]} not in ({x[1]})"),
    st.sampled_from(["p", "q"]),
)  # fmt: skip
conditions = st.recursive(
    tests.map("({})".format),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join).map("({})".format),
        inner.map("(not {})".format),
    ),
    max_leaves=4,
)
values = st.fixed_dictionaries({
    **dict.fromkeys("abc", st.sampled_from([None, 0, 1, 2])),
    **dict.fromkeys("pq", st.sampled_from([None, False, True])),
})  # fmt: skip
RECORD = t.Record("R", (
    *(t.RecordField(name, t.INTEGER, nullable=True) for name in "abc"),
    *(t.RecordField(name, t.BOOLEAN, nullable=True) for name in "pq"),
))  # fmt: skip
REACHED = {
    True: (Outcome.TRUE, Outcome.NOT_FALSE),
    False: (Outcome.FALSE, Outcome.NOT_TRUE),
    None: (Outcome.NOT_TRUE, Outcome.NOT_FALSE),
}


def evaluated(text: str, record: dict[str, Any]) -> tuple[e.Expression, Any]:
    node = parsed(text)
    assert node is not None, text
    try:
        return node, evaluate(node, record)
    except (NotEvaluableError, RecordError):
        assume(condition=False)
        raise


@settings(max_examples=600, deadline=None)
@given(conditions, values)
def test_what_a_condition_says_of_nulls_is_true(text: str, record: dict[str, Any]) -> None:
    node, truth = evaluated(text, record)
    for outcome in REACHED[truth]:
        for path in facts(node, outcome):
            # `x != null` is never true; that `is not null` is meant is taken for granted.
            assert record[path[0]] is not None or "null" in text.replace("is null", "").replace(
                "is not null", ""
            ), (outcome, path)


@settings(max_examples=600, deadline=None)
@given(conditions, values)
def test_what_is_not_nullable_is_not_null(text: str, record: dict[str, Any]) -> None:
    node, truth = evaluated(text, record)
    assume("!= null" not in text and "== null" not in text)
    typed = Inference(scope_of(RECORD)).infer(node)
    assert typed.nullable or truth is not None


@settings(max_examples=500, deadline=None)
@given(numbers, values)
def test_a_value_that_is_there_has_its_parts_there(text: str, record: dict[str, Any]) -> None:
    node, value = evaluated(text, record)
    assume(value is not None)
    assert all(record[path[0]] is not None for path in there(node))


def seen(text: str, place: str) -> t.Typed:
    """Return what is known of the name after `place` in an expression."""
    node = parsed(text)
    assert node is not None
    inference = Inference(scope_of(RECORD))
    inference.infer(node)
    at = text.rindex(place) + len(place)
    return next(inference.types[id(kept)] for kept in inference.kept if kept.start == at)


@FEW
@given(conditions)
def test_a_guard_narrows_whatever_follows_it(text: str) -> None:
    assert not seen(f"a is not null and ({text} or a > 1)", "or ").nullable
    assert not seen(f"a is null or ({text} and a > 1)", ") and ").nullable
    assert not seen(f"when a is not null then ({text} or a > 1) otherwise p", "or ").nullable
    assert not seen(f"when a is null or {text} then p otherwise a > 1", "otherwise ").nullable
    assert seen(f"when a is null then a > 1 otherwise {text}", "then ").nullable


# A choice: what stands beside another value becomes what that is.

PLACE = t.Record(
    "Place",
    (t.RecordField("lat", t.DOUBLE, nullable=False), t.RecordField("lon", t.DOUBLE, nullable=True)),
)
CHOICES = t.Record(
    "",
    (
        t.RecordField("place", PLACE, nullable=True),
        t.RecordField("places", t.Collection("list", PLACE), nullable=True),
        t.RecordField("shares", t.Collection("list", t.DOUBLE), nullable=True),
        t.RecordField("amounts", t.Collection("list", t.DECIMAL), nullable=True),
        t.RecordField("wholes", t.Collection("list", t.INTEGER), nullable=True),
        t.RecordField("tags", t.Collection("set", t.STRING), nullable=True),
        t.RecordField("rates", t.Mapping(t.STRING, t.DECIMAL), nullable=True),
        t.RecordField("ranks", t.Mapping(t.STRING, t.INTEGER), nullable=True),
        t.RecordField("b", t.BOOLEAN, nullable=False),
    ),
)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("shares ?? [1]", "list<double>"),
        ("coalesce(shares, [1], [2.5])", "list<double>"),
        ("[1] + shares", "list<double>"),
        ("wholes + [0.5]", "list<decimal>"),
        ("wholes + amounts", "list<decimal>"),
        ("wholes + shares", "unknown"),
        ("b ? [1] : [2.5]", "list<decimal>"),
        ("tags ?? []", "set<string>"),
        ("place ?? { lat: 1 }", "Place"),
        ("[place, { lat: 1 }]", "list<Place>"),
        ("[{ lat: 1 }, { lat: 0.5, lon: 2 }][0].lon", "integer (may be null)"),
        ("coalesce(place, { lat: 1, lon: 2.5 }, { lat: 1 })", "Place"),
        ("place ?? { lat: 1, height: 2 }", "unknown"),
        ("places ?? [{ lat: 1 }, { lat: 0.5, lon: 2 }]", "list<Place>"),
        ("(b ? { x: 1 } : { x: 0.5, y: b }).x", "decimal"),
        ("(b ? { x: 1 } : { x: 0.5, y: b }).y", "boolean (may be null)"),
        ("rates ?? ranks", "map<string, decimal>"),
        ("rates ?? { EUR: 1 }", "map<string, decimal>"),
    ],
)
def test_a_choice_has_the_type_of_all_its_values(text: str, type_: str) -> None:
    node, said = parsed(text), Said()
    assert node is not None
    found = Inference(scope_of(CHOICES), said).infer(node)
    assert (str(found).removesuffix("" if "may" in type_ else " (may be null)"), said.codes) == (
        type_,
        [],
    )
