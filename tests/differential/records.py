"""Random records of a program, as JSON has them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from called import Field
from hypothesis import strategies as st
from values import DAYS, INSTANTS, TEXTS, UUIDS, collection

LINE = (
    ("sku", "string"), ("price", "money"), ("quantity", "integer"), ("weight", "double"),
    ("note", "string"), ("codes", "list<string>"), ("due", "date"), ("share", "decimal"),
)  # fmt: skip
_COUNT = 8
_LONGS = (0, 1, -1, 2, 3, 7, 10, 100, 2**63 - 1, -(2**63), 2**31, -5, 365)
_ANY_DECIMAL = (
    "0", "1", "-1", "0.5", "1.5", "2.5", "0.005", "0.015", "0.025", "-2.345", "10.00", "99.995", "3",
    "1234567.891", "12345678901234567890.123456789", "1e3", "0.000001", "-0.5",
)  # fmt: skip
_MONEY = (
    "0",
    "0.01",
    "-0.01",
    "1.00",
    "99.99",
    "0.005",
    "2.675",
    "9999999999999999.99",
    "-5.5",
    "1000",
)
_DOUBLES = (
    "0.0",
    "-0.0",
    "1.5",
    "2.5",
    "-1.25",
    "0.1",
    "1e10",
    "1e-7",
    "123456.789",
    "3",
    "1e300",
    "0.5",
)


def _numbers(type_: str) -> st.SearchStrategy[Any]:
    match type_:
        case "integer":
            return st.sampled_from(_LONGS) | st.integers(-1000, 1000)
        case "money":
            return st.sampled_from(_MONEY).map(Decimal)
        case "double":
            return st.sampled_from(_DOUBLES).map(Decimal)
        case "percentage":
            return st.sampled_from(("0", "0.05", "0.125", "1", "-0.5")).map(Decimal)
        case "decimal(10, 2)":
            return st.sampled_from(
                ("0", "1.005", "2.675", "99999999.99", "-3.335", "7", "0.5")
            ).map(Decimal)
        case "decimal(20, 5)":
            return st.sampled_from(("0", "0.000005", "123456789012345.12345", "-1.5", "2.5")).map(
                Decimal
            )
        case "decimal(30, 0)":
            return st.sampled_from(
                ("0", "2.5", "3.5", "-0.5", "123456789012345678901234567890")
            ).map(Decimal)
        case _:
            return st.sampled_from(_ANY_DECIMAL).map(Decimal)


def value_of(type_: str) -> st.SearchStrategy[Any]:
    """Return values of a type."""
    inner = collection(type_)
    if inner is not None:
        unique = inner[0] == "set"
        return st.lists(value_of(inner[1]), max_size=4, unique=unique)
    match type_:
        case "string":
            return st.sampled_from(TEXTS)
        case "boolean":
            return st.booleans()
        case "date":
            return st.sampled_from(DAYS)
        case "timestamp":
            return st.sampled_from(INSTANTS)
        case "uuid":
            return st.sampled_from(UUIDS)
        case _:
            return _numbers(type_)


def _object(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    required = {one.name: value_of(one.type) for one in fields if one.required}
    optional = {one.name: value_of(one.type) | st.none() for one in fields if not one.required}
    return st.fixed_dictionaries(required, optional=optional)


_LINE_FIELDS = tuple(
    Field(name, type_, "required" if name in ("sku", "price", "quantity", "codes") else "")
    for name, type_ in LINE
)


def records_of(fields: tuple[Field, ...]) -> st.SearchStrategy[tuple[dict[str, Any], ...]]:
    """Return some records of the fields of a program, and of those that all have."""
    line = _object(_LINE_FIELDS)
    geo = st.fixed_dictionaries({}, optional={"lat": value_of("double")})
    ship = st.fixed_dictionaries(
        {"city": value_of("string")}, optional={"floor": value_of("integer"), "geo": geo}
    )
    rates = st.dictionaries(st.sampled_from(("EUR", "USD", "")), value_of("decimal"), max_size=3)
    names = st.dictionaries(st.sampled_from(("a", "EUR", "b")), value_of("string"), max_size=3)
    rest = st.fixed_dictionaries(
        {"lines": st.lists(line, max_size=3), "rates": rates, "names": names},
        optional={"line": line, "ship": ship},
    )
    whole = st.tuples(_object(fields), rest).map(lambda parts: {**parts[0], **parts[1]})
    return st.lists(whole, min_size=_COUNT, max_size=_COUNT).map(tuple)
