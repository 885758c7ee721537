"""Random expressions of a type, by construction: an operator or a function that yields it, of such in turn.

The functions are those of the table of functions, so that a new one is tried without being named here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from values import (
    CLOCKS,
    DAYS,
    DECIMALS,
    EXACT,
    INSTANTS,
    MOMENTS,
    NUMBERS,
    ORDERED,
    PATTERNS,
    REGEXES,
    SCALARS,
    TEXTS,
    UNITS,
    UUIDS,
    WHOLE,
    collection,
    quoted,
)

from nexflow_analysis.functions import FUNCTIONS, Function, Parameter, Purity

T = TypeVar("T")
#: What the evaluation has no reference for, or gives no stable answer.
_LEFT_OUT = frozenset({"hash", "log", "exp"})
_PURE = [f for f in FUNCTIONS.values() if f.purity_of(1) is Purity.PURE and f.name not in _LEFT_OUT]


@dataclass(frozen=True)
class Names:
    """What an expression sees: paths with their types. records: the fields of schemas, by their names."""

    paths: tuple[tuple[str, str], ...]
    records: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def of(self, type_: str) -> list[str]:
        """Return the paths of a type."""
        return [path for path, known in self.paths if known == type_]

    def plus(self, *paths: tuple[str, str]) -> Names:
        """Return names with more of them, which hide those of the same name."""
        hidden = {path for path, _type in paths}
        kept = tuple(one for one in self.paths if one[0].split(".")[0] not in hidden)
        return replace(self, paths=(*kept, *paths))


class Expressions:
    """Draws expressions."""

    def __init__(self, draw: st.DrawFn, names: Names) -> None:
        self.draw = draw
        self.names = names

    def seeing(self, names: Names) -> Expressions:
        """Return what draws expressions that see other names."""
        return Expressions(self.draw, names)

    def pick(self, *options: str) -> str:
        """Draw one of some texts."""
        return self.any_of(options)

    def any_of(self, options: Sequence[T]) -> T:
        """Draw one of some options."""
        return options[self.draw(_index(len(options)))]

    def chance(self, of: int) -> bool:
        """Draw true once in a number of times."""
        return self.draw(_index(of)) == 0

    def of(self, type_: str, depth: int) -> str:
        """Draw an expression of a type."""
        known = self.names.of(type_)
        if depth <= 0 or self.chance(5):
            return self.pick(*known) if known and not self.chance(4) else self.literal(type_)
        makers: list[Callable[[str, int], str]] = [self._choice]
        makers += [self._function] * (4 if self._functions(type_) else 0)
        operators = self._operators(type_)
        makers += [lambda _type, below: self.any_of(operators)(below)] * (5 if operators else 0)
        return self.any_of(makers)(type_, depth - 1)

    def literal(self, type_: str) -> str:
        """Draw a literal of a type, or the call that makes one."""
        inner = collection(type_)
        if inner is not None:
            known = self.names.of(type_)
            if known:
                return self.pick(*known)
            if inner[0] == "set" or inner[1] not in SCALARS:
                return "[]"
            count = self.draw(st.integers(1, 3))
            return f"[{', '.join(self.literal(inner[1]) for _ in range(count))}]"
        if type_ == "date" and self.chance(2) and (known := self.names.of("date")):
            return self.pick(*known)
        form = _LITERALS.get(type_)
        if form is not None:
            return form[0].format(self.pick(*form[1]))
        return self.pick(*(self.names.of(type_) or ["null"]))

    def plain(self, type_: str) -> str:
        """Draw a literal as a cell of a table has it."""
        return self.pick("0.5", "2", "-1.25") if type_ == "double" else self.literal(type_)

    def _choice(self, type_: str, depth: int) -> str:
        """Draw what yields whatever type its parts have."""
        one, other = self.of(type_, depth), self.of(type_, depth)
        forms = [
            f"(when {self.of('boolean', depth)} then {one} otherwise {other})",
            f"({self.of('boolean', depth)} ? {one} : {other})",
            f"({one} ?? {other})",
        ]
        if type_ in SCALARS:
            source = self.of(f"list<{type_}>", depth)
            forms.append(f"{source}[{self.pick('0', '1', '5')}]" if source[0] != "[" else forms[0])
        return self.pick(*forms)

    def _operators(self, type_: str) -> list[Callable[[int], str]]:
        forms = [
            lambda d, f=form: self._binary(f[0](self), f[1](self), d, *f[2])
            for form in _BINARY.get(type_, ())
        ]
        if type_ == "boolean":
            forms += [self._comparison, self._comparison, self._logic, self._membership,
                      self._null_test, self._text_test]  # fmt: skip
        elif type_ == "integer":
            forms.append(lambda d: f"(-{self.of('integer', d)})")
        elif type_ in _ADDED:
            forms.append(lambda d: self._moved(type_, d))
        elif type_.startswith("list"):
            forms.append(lambda d: self._binary(type_, type_, d, "+"))
        return forms

    def _moved(self, type_: str, depth: int) -> str:
        units = self.pick(*_ADDED[type_])
        return f"({self.of(type_, depth)} {self.pick('+', '-')} {self._amount(depth)} {units}s)"

    def exact(self) -> str:
        """Draw the type of an exact number."""
        return self.pick(*EXACT)

    def _amount(self, depth: int) -> str:
        return self.pick("1", "2", "30", "12", f"({self.of('integer', depth)} % 50)")

    def _binary(self, left: str, right: str, depth: int, *operators: str) -> str:
        return f"({self.of(left, depth)} {self.pick(*operators)} {self.of(right, depth)})"

    def _comparable(self) -> tuple[str, str]:
        """Draw two types that may be compared."""
        type_ = self.pick(*SCALARS)
        return (type_, self.exact()) if type_ in EXACT else (type_, type_)

    def _comparison(self, depth: int) -> str:
        left, right = self._comparable()
        ordered = left in ORDERED
        operators = ("==", "!=", "=?", "<", "<=", ">", ">=") if ordered else ("==", "!=", "=?")
        if ordered and self.chance(4):
            word = self.pick("between", "not between")
            bounds = f"{self._operand(right, depth)} and {self._operand(right, depth)}"
            return f"({self.of(left, depth)} {word} {bounds})"
        if self.chance(8):
            return self._binary("duration", "duration", depth, "==", "<", ">=")
        return f"({self.of(left, depth)} {self.pick(*operators)} {self._operand(right, depth)})"

    def _operand(self, type_: str, depth: int) -> str:
        """Draw what a value is compared with: often a literal, which takes the value's type."""
        if not self.chance(2):
            return self.of(type_, depth)
        match type_:
            case "double":
                return self.pick("0.5", "2", "-1.25", "0.1", "1e3".replace("1e3", "1_000"))
            case "date":
                return quoted(self.pick(*DAYS))
            case "timestamp":
                return quoted(self.pick(*INSTANTS))
            case "uuid":
                return quoted(self.pick(*UUIDS))
            case _:
                return self.literal(type_)

    def _logic(self, depth: int) -> str:
        if self.chance(3):
            return f"(not {self.of('boolean', depth)})"
        return self._binary("boolean", "boolean", depth, "and", "or")

    def _membership(self, depth: int) -> str:
        left, right = self._comparable()
        word = self.pick("in", "not in")
        if self.chance(3) and (known := self.names.of(f"list<{left}>")):
            return f"({self.of(left, depth)} {word} {self.pick(*known)})"
        options = ", ".join(
            self._operand(right, depth) for _ in range(self.draw(st.integers(1, 5)))
        )
        return f"({self.of(left, depth)} {word} ({options}))"

    def _null_test(self, depth: int) -> str:
        return f"({self.of(self.pick(*SCALARS), depth)} {self.pick('is null', 'is not null')})"

    def _text_test(self, depth: int) -> str:
        word = self.pick("contains", "starts_with", "ends_with", "matches")
        other = quoted(self.pick(*REGEXES)) if word == "matches" else self.of("string", depth)
        return f"({self.of('string', depth)} {word} {other})"

    def _functions(self, type_: str) -> list[Function]:
        maps = bool(self.names.of("map<string,decimal>"))
        return [f for f in _functions_for(type_) if maps or "map<" not in f.signature]

    def _function(self, type_: str, depth: int) -> str:
        return self.call(self.any_of(self._functions(type_)), type_, depth)

    def call(self, function: Function, type_: str, depth: int) -> str:
        """Draw a call of a function that gives a type."""
        special = _CALLS.get(function.name)
        if special is not None:
            return special(self, function.name, type_, depth)
        known = _Known(function.name, type_)
        arguments: list[str] = []
        for parameter in function.parameters:
            if parameter.optional and function.name not in ("format", "uuid") and self.chance(2):
                break
            count = self.draw(st.integers(1, 2)) if parameter.repeated else 1
            arguments += [self._argument(parameter, known, depth) for _ in range(count)]
        if (
            arguments
            and self.chance(5)
            and re.fullmatch(r"[a-z]\w*(\.\w+)*", arguments[0])
            and (arguments[0] not in ("true", "false"))
        ):
            return f"{arguments[0]}.{function.name}({', '.join(arguments[1:])})"
        return f"{function.name}({', '.join(arguments)})"

    def aggregate(self, name: str, type_: str, depth: int) -> str:
        """Draw a sum, a mean or an extreme: of a list, or of what is computed for its elements."""
        wanted = self.exact() if name == "avg" and type_ == "decimal" else type_
        records = tuple(self.names.records)
        if not records or self.chance(2):
            return f"{name}({self.of(f'list<{wanted}>', depth)})"
        known = _Known(name, wanted, self.pick(*records))
        return f"{name}({self.of(f'list<{known.element}>', depth)}, {self.over_element('mapper', known, depth)})"

    def extreme(self, name: str, type_: str, depth: int) -> str:
        """Draw the greatest or least of a list, or of some values."""
        if self.chance(2):
            return self.aggregate(name, type_, depth)
        return f"{name}({self.of(type_, depth)}, {self.of(type_, depth)})"

    def contains(self, _name: str, _type: str, depth: int) -> str:
        """Draw whether a text or a list contains something."""
        if self.chance(2):
            return f"contains({self.of('string', depth)}, {self.of('string', depth)})"
        element = self.pick("integer", "decimal", "string", "double", "date")
        kind = self.pick("list", "set")
        return f"contains({self.of(f'{kind}<{element}>', depth)}, {self.of(element, depth)})"

    def _argument(self, parameter: Parameter, known: _Known, depth: int) -> str:
        special = _BY_NAME.get((known.function, parameter.name)) or _BY_NAME.get(
            ("", parameter.name)
        )
        if special is not None:
            return special(self, known)
        kind = (
            parameter.type if "list<T>" in parameter.type else self.pick(*parameter.type.split("|"))
        )
        if kind.split("|")[0] == "list<T>":
            known.element = known.element or self.pick(*_elements(known, self.names))
            whole = "list" if known.result.startswith("list") or not self.chance(4) else "set"
            if known.function in (
                "first",
                "last",
                "reverse",
                "slice",
                "map",
                "flat_map",
                "find",
                "sort",
            ):
                whole = "list"
            return self.of(f"{whole}<{known.element}>", depth)
        maker = _BY_KIND.get(kind)
        return maker(self, known, depth) if maker is not None else self.of(kind, depth)

    def number(self, known: _Known, depth: int) -> str:
        """Draw a number that gives the result wanted."""
        known.element = _number_for(known, self)
        return self.of(known.element, depth)

    def moment(self, known: _Known, depth: int) -> str:
        """Draw a date or an instant: of the type of the result, where that is one."""
        known.element = known.result if known.result in MOMENTS else self.pick(*MOMENTS)
        return self.of(known.element, depth)

    def map(self, _known: _Known, _depth: int) -> str:
        """Draw a map."""
        return self.pick("rates", "names")

    def over_element(self, kind: str, known: _Known, depth: int) -> str:
        element = known.element
        wanted = "boolean" if kind == "predicate" else known.mapped(self)
        fields = self.names.records.get(element)
        if self.chance(2) or fields is None:
            inner = tuple((f"e.{name}", type_) for name, type_ in fields or ())
            names = self.names.plus(("e", element), *inner)
            return f"e -> {self.seeing(names).of(wanted, depth)}"
        return self.seeing(self.names.plus(*fields)).of(wanted, depth)


@dataclass
class _Known:
    """What is known of a call while its arguments are drawn."""

    function: str
    result: str
    element: str = ""

    def mapped(self, drawing: Expressions) -> str:
        """Return the type that a mapper must give."""
        inner = collection(self.result)
        if self.function in ("map", "flat_map") and inner is not None:
            return inner[1] if self.function == "map" else self.result
        if self.function == "sort":
            return drawing.pick(*ORDERED)
        if self.function == "avg":
            return self.result if self.result == "double" else drawing.exact()
        return self.result


def _elements(known: _Known, names: Names) -> tuple[str, ...]:
    """Return the types of elements that a function may be given."""
    inner = collection(known.result)
    scalars = ("integer", "decimal", "string", "double", "date")
    records = tuple(names.records)
    match known.function:
        case "any" | "all" | "none" | "count" | "size":
            return (*scalars, *records)
        case "sum" | "avg" | "min" | "max" | "map" | "flat_map":
            return records or scalars
        case "contains":
            return scalars
        case _:
            return (inner[1],) if inner is not None else (known.result,)


def _number_for(known: _Known, drawing: Expressions) -> str:
    """Return the type of number that a function needs for its result."""
    if known.function == "power" and known.element:
        return "integer"
    if known.result in NUMBERS and known.function not in ("integer", "decimal", "double", "sign"):
        return known.result if known.function != "sqrt" else drawing.pick(*NUMBERS)
    return drawing.pick(*NUMBERS)


@cache
def _functions_for(type_: str) -> list[Function]:
    return [function for function in _PURE if _yields(function, type_)]


@cache
def _index(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


def _yields(function: Function, type_: str) -> bool:
    """Tell whether a function may give a type."""
    result = function.result.removesuffix("?")
    of = collection(type_)
    rule = _RESULTS.get(result)
    if rule is not None:
        return rule(function, type_, "" if of is None else of[1] if of[0] == "list" else "set")
    return result == type_


def _same(function: Function, type_: str, inner: str) -> bool:
    taken = function.parameters[0].type
    if taken == "number":
        return type_ in ("integer", "decimal", "double") or (function.name, type_) == (
            "abs",
            "money",
        )
    if taken == "list<T>":
        return inner not in ("", "set")
    return type_ == taken or (taken == "moment" and type_ in MOMENTS)


def _one_type(function: Function, type_: str, inner: str) -> bool:
    if function.name in ("greatest", "least"):
        return type_ in ORDERED
    unusual = (
        ("duration", "money", "percentage") if function.group == "collections" else ("duration",)
    )
    return not inner and type_ not in unusual


#: By what a function's result is: whether it may be a type. inner: the elements of a list.
_RESULTS: dict[str, Callable[[Function, str, str], bool]] = {
    "same": _same,
    "T": _one_type,
    "any": lambda _function, type_, _inner: type_ in ORDERED,  # min, max
    "mapped": lambda function, type_, inner: (
        inner in ("string", "integer")
        if function.name == "flat_map"
        else type_ in ("integer", "decimal", "double")
    ),
    "mean": lambda _function, type_, _inner: type_ in ("decimal", "double"),
    "list<mapped>": lambda _function, _type, inner: inner in SCALARS,
    "list<K>": lambda *_: False,  # their order is nobody's
    "list<V>": lambda *_: False,
}


def _always(type_: str) -> Callable[[Expressions], str]:
    return lambda _drawing: type_


#: By type: the types of two operands, and the operators between them.
_BINARY: dict[str, tuple[tuple[Callable[[Expressions], str], Callable[[Expressions], str], str], ...]] = {
    "integer": ((_always("integer"), _always("integer"), "+-*%"),),
    "decimal": (
        (Expressions.exact, Expressions.exact, "/"), (_always("decimal"), Expressions.exact, "+-*%"),
        (Expressions.exact, _always("decimal"), "+-*%"),
    ),
    "money": ((_always("money"), _always("money"), "+-"),),
    "double": ((_always("double"), _always("double"), "+-*/%"),),
    "string": ((_always("string"), _always("string"), "+"),),
    "duration": (
        (_always("timestamp"), _always("timestamp"), "-"), (_always("date"), _always("date"), "-"),
        (_always("duration"), _always("duration"), "+-"),
    ),
}  # fmt: skip
#: By type: the units that are added to a moment.
_ADDED = {
    "date": ("day", "week", "month", "year"), "timestamp": ("second", "hour", "day", "month", "year"),
}  # fmt: skip
#: By type: how a literal is written, or the call that makes one, and of what.
_LITERALS: dict[str, tuple[str, tuple[str, ...]]] = {
    "integer": ("{}", WHOLE), "decimal": ("{}", DECIMALS), "money": ("{}", ("$0", "$1,000.00", "$0.01", "$99.99")),
    "percentage": ("{}", ("5%", "12.5%", "100%")), "double": ("double({})", ("0.5", "2.5", "-1.25", "100", "0.1")),
    "boolean": ("{}", ("true", "false")), "date": ("date({})", tuple(map(quoted, DAYS))),
    "timestamp": ("timestamp({})", tuple(map(quoted, INSTANTS))), "uuid": ("uuid({})", tuple(map(quoted, UUIDS))),
    "duration": ("{}", ("1 second", "90 minutes", "1.5 hours", "2 days", "1 week")),
    "string": ("{}", tuple(map(quoted, TEXTS))),
}  # fmt: skip
_CALLS: dict[str, Callable[[Expressions, str, str, int], str]] = {
    "sum": Expressions.aggregate, "avg": Expressions.aggregate, "min": Expressions.extreme,
    "max": Expressions.extreme, "contains": Expressions.contains,
}  # fmt: skip
_BY_KIND: dict[str, Callable[[Expressions, _Known, int], str]] = {
    "number": Expressions.number, "moment": Expressions.moment, "map": Expressions.map,
    "map<K, V>": Expressions.map,
    "T": lambda x, k, depth: x.of(k.result, depth),
    "any": lambda x, k, depth: x.of(k.element or x.pick(*SCALARS), depth),
    "predicate": lambda x, k, depth: x.over_element("predicate", k, depth),
    "mapper": lambda x, k, depth: x.over_element("mapper", k, depth),
    "K": lambda x, _k, _depth: quoted(x.pick("EUR", "a", "")),
}  # fmt: skip
_BY_NAME: dict[tuple[str, str], Callable[[Expressions, _Known], str]] = {
    ("", "regex"): lambda x, _k: quoted(x.pick(*REGEXES)),
    ("format_date", "pattern"): lambda x, k: quoted(
        x.pick(*PATTERNS, *(CLOCKS if k.element == "timestamp" else ()))
    ),
    ("parse_date", "pattern"): lambda x, _k: quoted(x.pick(*PATTERNS[:3])),
    ("", "unit"): lambda x, _k: x.pick(*UNITS),
    ("", "order"): lambda x, _k: x.pick("asc", "desc"),
    ("format", "template"): lambda x, _k: quoted(x.pick("", "{0}", "<{0}>", "a {0} {0} b", "{0}{0}😀")),
    ("split", "separator"): lambda x, _k: quoted(x.pick(",", "a", "ab", ".", "|")),
    ("", "places"): lambda x, _k: x.pick("0", "1", "2", "5", "-1"),
    ("power", "b"): lambda x, _k: x.pick("0", "1", "2", "3", "5"),
    ("substring", "start"): lambda x, _k: x.pick("0", "1", "2", "10", "n % 5 + 5"),
    ("substring", "length"): lambda x, _k: x.pick("0", "1", "2", "10", "-1"),
    ("slice", "start"): lambda x, _k: x.pick("0", "1", "2", "-1"),
    ("slice", "end"): lambda x, _k: x.pick("0", "1", "2", "9"),
    ("pad_left", "n"): lambda x, _k: x.pick("0", "3", "8"),
    ("pad_right", "n"): lambda x, _k: x.pick("0", "3", "8"),
    ("mask", "keep_first"): lambda x, _k: x.pick("0", "1", "3"),
    ("mask", "keep_last"): lambda x, _k: x.pick("0", "1", "3"),
    ("add_days", "n"): lambda x, _k: x.pick("1", "-1", "30", "n % 100"),
    ("add_hours", "n"): lambda x, _k: x.pick("1", "-1", "30", "n % 100"),
    ("add_minutes", "n"): lambda x, _k: x.pick("1", "-1", "90", "n % 100"),
    ("add_months", "n"): lambda x, _k: x.pick("1", "-1", "12", "n % 30"),
    ("add_business_days", "n"): lambda x, _k: x.pick("1", "-1", "5", "n % 30"),
}  # fmt: skip
