"""What random programs have found, each as an example: generated Java and the reference agree on it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from generated import jars
from harness import Batch, Report, clean
from programs import Program

from nexflow_codegen.flink_versions import NEWEST

#: Expressions over the fields below, with what was wrong.
EXPRESSIONS = [
    # what is asked several times binds its variable once
    'rates["EUR"] in ($1, rates["USD"], 2)',
    'first(words) not in (first(codes), "a")',
    'max(lines, price) between rates["EUR"] and rates["USD"]',
    # lists that may be null
    "flat_map(lines, e -> (flag ? (e.codes + words) : nocodes))",
    "size((flag ? nocodes : codes) ?? words)",
    # what is computed of literals keeps its type
    "last([double(100), double(0.1), double(100)])",
    "max(double(0.5) % double(0.3), x)",
    # a double is no exception: dividing by zero is an error
    "x / nox",
    "x % (nox - nox)",
    # the time zone rules what a day is
    "days_between(at, at + 24 hours)",
    "days_between(at, add_days(at, 1))",
    "start_of(at, day)",
    # a text that spells a whole number
    "integer(s)",
    "double(s)",
    # an error in what is tested for null stays one
    'parse_date(s, "dd.MM.yyyy") is not null',
    "integer(s) is null",
    "timestamp(first(words)) is null",
    "integer(s) > 1 or true",
    "not (integer(s) > 1) and false",
    # money has two digits after the point
    "concat($0, min($99.99, $0), $1.5)",
    # texts are ordered by their characters
    '"\\uffe6" < s',
    'sort([s, "\\uffe6", "a"])',
    'greatest(s, "\\uffe6")',
    "max(words)",
    "sort(words, e -> e, desc)",
    # there is an empty text between characters, not between their halves
    'replace(s, "", "-")',
    # what a text has no place for may fail all the same
    'format("", integer(s))',
    'format("a {0}", n, parse_date(s, "dd.MM.yyyy"))',
    # of what is no number nothing is the least
    "least(sqrt(-x), sqrt(-1 - x), x)",
    "greatest(x, sqrt(-1 - abs(x)))",
    # of an empty list nothing tells what it would hold
    'any([], e -> (e matches "a+") or (e starts_with s))',
    # a whole number stays one
    "round(n, -1)",
    "contains([], n)",
    "max(n, 7) % 4",
    # syntax: units before `:` and `==`, tests before parentheses
    "(flag ? 2 hours : 1 minutes) > 90 minutes",
    "1.5 seconds == 1 weeks",
    's contains (s + "5")',
    # what a list holds may be null
    "slice(map(lines, e -> e.note), 0)",
    "find(map(lines, e -> e.note), e -> true)",
    "size(map(lines, e -> e.note) + words)",
    "size((flag ? map(lines, e -> e.note) : words))",
    # what may be an object is compared by its value
    "non in (1, other)",
    "non == other",
    "nox not in (big)",
    # the first midnight of a day that has two
    'start_of(timestamp("2026-11-01T05:30:00Z"), day)',
    # zero has a sign, and is zero
    "nullif(avg(lines[].weight), nox * if_null(double(-1.25), x))",
    # letters of regular expressions are those of ASCII
    's matches "\\\\w+"',
    # aggregates are exact
    "sum([9223372036854775807, n, -9223372036854775807])",
    "avg([9223372036854775807, n])",
]  # fmt: skip
SCHEMA = """
schema F0Line
    fields
        price: money required
        codes: list<string> required
        note: string
        weight: double
    end
end

schema F0In
    fields
        non: integer
        other: integer
        big: double
        n: integer required
        s: string required
        x: double required
        nox: double
        at: timestamp required
        flag: boolean
        rates: map<string, decimal> required
        words: list<string> required
        codes: list<string> required
        nocodes: list<string>
        lines: list<F0Line> required
    end
    computed
{computed}
    end
end

schema F0Out
    fields
        a: decimal(6, 0) default: 1.5
        b: money default: $1.50
        n: integer required
        c: decimal default: 1.5
    end
end
"""
TRANSFORMS = """
// What cannot be computed has its default.
transform F0T
    input: F0In
    output: F0Out
    validate_input
        when n > 100 :
            starts_with(s, "a") : "too much"
        end
        require (all(lines.note == s) != any(lines.note == s)) else "neither or both"
    end
    apply
        a = 1 / n
        b = rates["EUR"]
        c = rates["USD"]
    end
    on_error
        emit with partial data
    end
end

// A choice that is none.
transform_block F0OneOf
    input: F0In
    output: F0Out
    compose conditional
        otherwise : F0T
    end
end

// Inputs by name; the required one is missing where it is null.
transform F0Share
    input
        n: integer required
        non: integer
    end
    output: decimal
    apply
        result = n / non
    end
end

// What is only there where something has changed.
transform F0Changed
    input: F0In
    output
        n: integer required
        more: integer required
        text: string
    end
    apply
        n = n == 15 ? 16 : n
    end
    on_change [n]
        recalculate
            more = n
            text = s
        end
    end
end

transform F0Called
    input: F0In
    output
        share: decimal
    end
    apply
        share = F0Share(non: n, n: non)
    end
end
"""
RULES = """
// A condition may bind a variable that is there behind the `if`, too.
rule F0R
    given: F0In
    return:
        r: decimal nullable
    if not (max(lines, price) > 1) then
        return
    endif
    if rates["EUR"] != 1 then
        set r = max(lines, price)
    endif
    set r = r + max(lines, price)
end
"""
_LINES: list[dict[str, object]] = [
    {"price": Decimal("2.50"), "codes": ["k"], "weight": Decimal("-0.0")}, {"price": Decimal("0.50"), "codes": []},
]  # fmt: skip
RECORDS: tuple[dict[str, object], ...] = (
    {
        "n": 0, "s": "\U0001f600", "x": Decimal("1.5"), "nox": Decimal(0), "at": "2026-03-28T12:00:00Z",
        "flag": True, "non": 1000, "other": 1000, "big": Decimal(0), "rates": {"EUR": Decimal("1.0"), "USD": Decimal(2)}, "words": ["\U0001f600", "\uffe6"],
        "codes": ["a"], "lines": _LINES,
    },
    {
        "n": 15, "s": "1e2", "x": Decimal("1.5"), "nox": Decimal("0.5"), "at": "2026-03-29T00:30:00Z",
        "flag": False, "rates": {"EUR": Decimal("3.0")}, "words": [], "codes": [], "nocodes": ["b"],
        "lines": _LINES[1:],
    },
    {
        "n": 125, "s": "12x", "x": Decimal("-0.0"), "at": "2026-11-01T04:30:00Z", "rates": {}, "words": ["b", "a"],
        "codes": ["b"], "lines": [],
    },
)  # fmt: skip


def finding() -> Program:
    """Return the examples as one program."""
    computed = "\n".join(f"        v{n} = {text}" for n, text in enumerate(EXPRESSIONS))
    texts = {
        "f0.schema": SCHEMA.format(computed=computed), "f0.xform": TRANSFORMS, "f0.rules": RULES,
    }  # fmt: skip
    names = tuple(f"v{n}" for n in range(len(EXPRESSIONS)))
    return Program("F0", (), texts, names, RECORDS)


@pytest.mark.flink
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana"])
def test_what_was_found_is_right(zone: str, tmp_path: Path) -> None:
    report = Report()
    program = clean(finding(), zone, report)
    assert report.refused == {}
    assert program is not None
    Batch([(program, zone)], jars(NEWEST, tmp_path), tmp_path, report).run()
    assert report.findings == [], "\n\n".join(map(str, report.findings))
    assert report.not_generated == {}
