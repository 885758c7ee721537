"""The built-in functions are those of the language's definition, with its parameters and results."""

import re

import pytest

from nexflow_analysis.functions import FUNCTIONS, Function, Purity, find_function

#: name: fewest and most arguments (None: any number), result, and what it depends on besides them.
DEFINED: dict[str, tuple[int, int | None, str, Purity]] = {
    # text
    "concat": (1, None, "string", Purity.PURE),
    "upper": (1, 1, "string", Purity.PURE),
    "lower": (1, 1, "string", Purity.PURE),
    "trim": (1, 1, "string", Purity.PURE),
    "substring": (2, 3, "string", Purity.PURE),
    "length": (1, 1, "integer", Purity.PURE),
    "replace": (3, 3, "string", Purity.PURE),
    "split": (2, 2, "list<string>", Purity.PURE),
    "join": (2, 2, "string", Purity.PURE),
    "contains": (2, 2, "boolean", Purity.PURE),
    "starts_with": (2, 2, "boolean", Purity.PURE),
    "ends_with": (2, 2, "boolean", Purity.PURE),
    "matches": (2, 2, "boolean", Purity.PURE),
    "index_of": (2, 2, "integer", Purity.PURE),
    "pad_left": (3, 3, "string", Purity.PURE),
    "pad_right": (3, 3, "string", Purity.PURE),
    "format": (1, None, "string", Purity.PURE),
    "mask": (1, 3, "string", Purity.PURE),
    "hash": (1, 1, "string", Purity.PURE),
    # numbers
    "abs": (1, 1, "same", Purity.PURE),
    "round": (1, 2, "same", Purity.PURE),
    "floor": (1, 1, "same", Purity.PURE),
    "ceil": (1, 1, "same", Purity.PURE),
    "min": (1, None, "any", Purity.PURE),
    "max": (1, None, "any", Purity.PURE),
    "power": (2, 2, "same", Purity.PURE),
    "sqrt": (1, 1, "double", Purity.PURE),
    "log": (1, 1, "double", Purity.PURE),
    "exp": (1, 1, "double", Purity.PURE),
    "sign": (1, 1, "integer", Purity.PURE),
    "greatest": (2, None, "T", Purity.PURE),
    "least": (2, None, "T", Purity.PURE),
    "integer": (1, 1, "integer", Purity.PURE),
    "decimal": (1, 1, "decimal", Purity.PURE),
    "double": (1, 1, "double", Purity.PURE),
    # time
    "now": (0, 0, "timestamp", Purity.CLOCK),
    "today": (0, 0, "date", Purity.CLOCK),
    "date": (1, 1, "date", Purity.PURE),
    "timestamp": (1, 1, "timestamp", Purity.PURE),
    "year": (1, 1, "integer", Purity.PURE),
    "month": (1, 1, "integer", Purity.PURE),
    "day": (1, 1, "integer", Purity.PURE),
    "hour": (1, 1, "integer", Purity.PURE),
    "minute": (1, 1, "integer", Purity.PURE),
    "second": (1, 1, "integer", Purity.PURE),
    "day_of_week": (1, 1, "integer", Purity.PURE),
    "add_days": (2, 2, "same", Purity.PURE),
    "add_hours": (2, 2, "same", Purity.PURE),
    "add_minutes": (2, 2, "same", Purity.PURE),
    "add_months": (2, 2, "same", Purity.PURE),
    "days_between": (2, 2, "integer", Purity.PURE),
    "hours_between": (2, 2, "integer", Purity.PURE),
    "minutes_between": (2, 2, "integer", Purity.PURE),
    "seconds_between": (2, 2, "integer", Purity.PURE),
    "years_between": (2, 2, "integer", Purity.PURE),
    "start_of": (2, 2, "same", Purity.PURE),
    "format_date": (2, 2, "string", Purity.PURE),
    "parse_date": (2, 2, "date", Purity.PURE),
    "epoch_millis": (1, 1, "integer", Purity.PURE),
    # business days
    "current_business_date": (0, 0, "date", Purity.CLOCK),
    "previous_business_date": (0, 0, "date", Purity.CLOCK),
    "next_business_date": (0, 0, "date", Purity.CLOCK),
    "add_business_days": (2, 2, "date", Purity.PURE),
    "is_business_day": (1, 1, "boolean", Purity.PURE),
    "is_holiday": (1, 1, "boolean", Purity.PURE),
    "business_days_between": (2, 2, "integer", Purity.PURE),
    # collections
    "any": (2, 2, "boolean", Purity.PURE),
    "all": (2, 2, "boolean", Purity.PURE),
    "none": (2, 2, "boolean", Purity.PURE),
    "count": (1, 2, "integer", Purity.PURE),
    "sum": (1, 2, "mapped?", Purity.PURE),
    "avg": (1, 2, "mean?", Purity.PURE),
    "filter": (2, 2, "same", Purity.PURE),
    "find": (2, 2, "T?", Purity.PURE),
    "map": (2, 2, "list<mapped>", Purity.PURE),
    "flat_map": (2, 2, "mapped", Purity.PURE),
    "sort": (1, 3, "same", Purity.PURE),
    "distinct": (1, 1, "same", Purity.PURE),
    "first": (1, 1, "T?", Purity.PURE),
    "last": (1, 1, "T?", Purity.PURE),
    "reverse": (1, 1, "same", Purity.PURE),
    "slice": (2, 3, "same", Purity.PURE),
    "keys": (1, 1, "list<K>", Purity.PURE),
    "values": (1, 1, "list<V>", Purity.PURE),
    "contains_key": (2, 2, "boolean", Purity.PURE),
    "size": (1, 1, "integer", Purity.PURE),
    # null and choice
    "coalesce": (2, None, "T", Purity.PURE),
    "if_null": (2, 2, "T", Purity.PURE),
    "nullif": (2, 2, "T?", Purity.PURE),
    # identity
    "uuid": (0, 1, "uuid", Purity.RANDOM),
    "random": (0, 0, "double", Purity.RANDOM),
    # outside
    "lookup": (2, None, "any", Purity.IO),
    "call_model": (2, 2, "any", Purity.IO),
}
_KINDS = re.compile(
    r"any|number|moment|name|predicate|mapper|string|integer|date|timestamp|uuid|[TK]"
    r"|map|map<K, V>|list<T>|list<string>"
)


def test_there_are_no_others() -> None:
    assert set(FUNCTIONS) == set(DEFINED)


@pytest.mark.parametrize("name", DEFINED)
def test_a_function_is_as_defined(name: str) -> None:
    function = FUNCTIONS[name]
    found = (function.least, function.most, function.result, function.purity)
    assert found == DEFINED[name]


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_a_signature_is_well_formed(function: Function) -> None:
    for parameter in function.parameters:
        assert all(_KINDS.fullmatch(kind) for kind in parameter.type.split("|"))
    optional = [p.optional for p in function.parameters if not p.repeated]
    assert optional == sorted(optional), "what may be left out comes last"
    assert function.documentation.endswith((".", "…"))
    assert function.group


def test_nulls_pass_through_all_but_those_that_deal_with_them() -> None:
    lenient = {name for name, function in FUNCTIONS.items() if not function.is_strict}
    assert lenient == {"concat", "format", "coalesce", "if_null", "lookup", "call_model"}


def test_a_uuid_that_is_read_is_not_random() -> None:
    assert FUNCTIONS["uuid"].purity_of(0) is Purity.RANDOM
    assert FUNCTIONS["uuid"].purity_of(1) is Purity.PURE


def test_another_spelling_is_the_function_and_an_old_name_is_not() -> None:
    assert find_function("indexOf") is FUNCTIONS["index_of"]
    for old in ("toLocalDate", "diff_days", "format_decimal"):
        assert find_function(old) is None
