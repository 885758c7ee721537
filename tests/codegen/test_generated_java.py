"""The Java of definitions: it compiles without warnings, is what it was, and computes what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated import ROOT, Generated, compile_java, generate, run_java, texts_of

from nexflow_codegen.java import string_literal

SAMPLE = ROOT / "tests/samples/expressions"
JAVA_ROOT = "src/main/java/com/example/generated/"
PROJECTS = [ROOT / "examples" / name for name in ("orders", "tiered", "partitioning")]

#: (Java, what it gives): worked out by hand from the language's rules.
VALUES = [
    # integers, half-even rounding, conversions
    ('n(-7, 2L, 2.5, null, "10.005", null, "42").a()', "7 + 1 - 1"),
    ('n(-7, 2L, 2.5, null, "10.005", null, "42").b()', "-2"),
    ('n(-7, null, 2.5, null, "10.005", null, "42").b()', "null"),
    ('n(1, null, 2.5, null, "2.345", null, "42").c()', "2.34 + 2 + 3 + 5.499025 + 2.345"),
    ('n(1, null, 2.5, null, "2.345", null, "42").d1()', "1.00"),
    ('n(1, null, 2.5, 3.0, "2.345", null, "42").f()', "5.0"),
    ('n(1, null, 2.5, null, "2.345", null, "42").f()', "null"),
    ('n(1, null, 2.5, null, "2.345", "10.05", "42").g()', "11.06"),
    ('n(1, null, 2.5, null, "2.345", "10.15", "42").g()', "11.16"),
    ('n(4, null, 2.5, null, "2.345", null, "42").h()', "4 + 4"),
    ('n(4, null, 2.5, null, "2.345", "7.00", "42").k()', "7.00"),
    ('n(4, null, 2.5, null, "2.345", null, "42").k()', "null"),
    ('n(4, 5L, 2.5, null, "2.345", null, "42").l()', "5"),
    ('n(4, null, 2.5, 0.6, "2.345", null, "42").l()', "7"),
    ('n(4, null, 2.5, null, "2.345", null, "42").l()', "null"),
    # three-valued logic: `j == 3 and m > 5 or y < 2`
    ('n(4, 3L, 2.5, null, "1", "6.00", "42").o()', "true"),
    ('n(4, 3L, 2.5, null, "1", null, "42").o()', "null"),
    ('n(4, 4L, 2.5, null, "1", null, "42").o()', "null"),
    ('n(4, 4L, 2.5, 3.0, "1", null, "42").o()', "false"),
    ('n(4, null, 2.5, 1.0, "1", null, "42").o()', "true"),
    ('n(4, 4L, 2.5, 3.0, "1", "5.00", "42").p()', "true"),
    ('n(4, 4L, 2.5, 3.0, "1", "5.01", "42").p()', "false"),
    ('n(1, 4L, 2.5, 3.0, "1", null, "42").q()', "0.3333333333333333333333333333333333"),
    ('n(1, 4L, 2.5, 3.0, "2.5", null, "42").r()', "42 + 2 + 2"),
    ('n(1, 4L, 2.5, 3.0, "1", null, " 42 ").s()', "45.5"),
    ('n(1, 4L, 2.5, 3.0, "1", null, "42").v()', "1"),
    ('n(1, 4L, 2.5, 3.0, "0.00", null, "42").v()', "5"),
    ('n(1, null, 2.5, 3.0, "1", null, "42").w()', "2"),
    # errors of the record
    ('n(1, Long.MIN_VALUE, 2.5, 3.0, "1", null, "42").b()', "error: integer overflow"),
    ('n(1, 4L, 2.5, 3.0, "1", null, "forty").r()', "error: a text that is no number"),
    ('n(1, 4L, 2.5, 3.0, "1", "9999999999999999.99", "42").g()', "error: more than 16 digits before the point"),
    ('n(999999999, 4L, 2.5, 3.0, "1", null, "42").d1()', "error: more than 8 digits before the point"),
    # texts
    ('t("abc", 2L, "1.50").a()', "abc 2 1.50 2026-01-01T00:00:00Z"),
    ("t(null, null, null).a()", "x   2026-01-01T00:00:00Z"),
    ('t(" ab", 2L, null).b()', "ABabcab a"),
    ('t("x😀y", 2L, null).c()', "3 + 0"),
    ('t("bab", 2L, null).d()', "bbb"),
    ('t("ab1", null, null).e()', "true"),
    ('t("zz1", null, null).e()', "true"),
    ('t("zz1\\n", null, null).e()', "false"),
    ('t("abc", null, null).f()', "0000000abcabcab"),
    ('t("abc", null, null).g()', "[a, b]"),
    ('t("abc", 3L, null).h()', "abc of 3: abc"),
    ('t("abcdef", 3L, null).i()', "a***ef"),
    ("t(null, null, null).i()", "null"),
    ('t("aqa", null, null).j()', "false"),
    ('t("aa", null, null).j()', "true"),
    ('t("abc", null, null).k()', "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    # time
    ("m(null, null, null).x1()", "2026-03-11T09:59:59.500Z"),
    ('m(null, "2026-01-31", 1L).x4()', "2026-02-28"),
    ("m(null, null, null).x3()", "2026-01-04"),
    ("m(null, null, null).x5()", "2026 + 1 + 4 + 10 + 0 + 0 + 4"),
    ('m("2026-03-06T12:00:00Z", null, null).x6()', "2 + 50 + 0"),
    ('m("2026-03-04T10:30:00Z", null, null).x7()', "true"),
    ('m("2026-03-06T12:00:00Z", null, null).x7()', "false"),
    ("m(null, null, null).x7()", "null"),
    ("m(null, null, null).x8()", "2026-03-04 at 10:0001.01.2026"),
    ("m(null, null, null).x10()", "2026-03-04T00:00:00Z"),
    ("m(null, null, null).x11()", "2026-05-05T10:00:00Z"),
    ("m(null, null, null).x12()", "false"),
    ("m(null, null, 3L).x13()", "null"),
    ("m(null, null, 7L).x13()", "true"),
    ('m("1970-01-01T00:00:01Z", null, null).x14()', "1000"),
    # collections
    ("l(true).a()", "true"),
    ("l(false).a()", "false"),
    ("l(true).b()", "3 + 2 + 2"),
    ("l(true).c()", "112.50"),
    ("l(true).d()", "6"),
    ("l(true).e().size()", "2"),
    ("l(true).f()", "s2"),
    ("l(true).g()", "101.25"),
    ("l(true).h()", "[s1, s2, s3]"),
    ("l(true).i()", "[a, b, x, y]"),
    ("l(false).c()", "null"),
    ("l(false).f()", "null"),
    ("l(false).j()", "null"),
    ("l(true).k()", "8"),
    ("l(false).k()", "null"),
    ("l(true).m()", "x"),
    ("l(true).n()", "[1, 2, 3]"),
    ("l(true).o()", "null"),
    # tables and rules
    ('Single.evaluate(2L, LocalDate.parse("2026-01-31"), true, 1.0)', "Result[r=4, s=x]"),
    ('Single.evaluate(2L, LocalDate.parse("2026-03-31"), false, 0.1)', 'Result[r=3, s=\\u0022"]'),
    ('Single.evaluate(null, LocalDate.parse("2026-03-31"), false, 0.1)', "Result[r=null, s=null]"),
    ('Multi.evaluate(9L, "xA")', "Result[v=[1, 7, 8], w=[2.50, 4.00, 4.00]]"),
    ("Multi.evaluate(1L, null)", "Result[v=[], w=[]]"),
    ("Unfinished.evaluate(9L)", "Result[class_=one]"),
    ("Unfinished.evaluate(0L)", "Result[class_=null]"),
    ('FeeAQuotedRule.evaluate(new BigDecimal("600"), 1L)', "Result[fee=5.0, note=large, done=null]"),
    ('FeeAQuotedRule.evaluate(new BigDecimal("2"), 3L)', "Result[fee=1, note=n3, done=true]"),
    ('FeeAQuotedRule.evaluate(new BigDecimal("2"), null)', "Result[fee=null, note=null, done=true]"),
    ("Arms.evaluate(6L)", "Result[level=mid, score=1]"),
]  # fmt: skip

MAIN = """
package com.example.generated;

import com.example.generated.rules.*;
import com.example.generated.schema.*;
import com.example.generated.support.RecordError;
import com.example.generated.transform.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

public final class Main {
    private Main() {}

    private static BigDecimal big(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static NumbersTransform.Result n(
            long i, Long j, double x, Double y, String d, String m, String t) {
        return NumbersTransform.apply(i, j, x, y, big(d), big(m), t);
    }

    private static TextsTransform.Result t(String map, Long level, String price) {
        Instant instant = Instant.parse("2026-01-01T00:00:00Z");
        return TextsTransform.apply(new Order(null, instant, map, null, null, level, null, null, big(price)));
    }

    private static TimesTransform.Result m(String b, String f, Long n) {
        return TimesTransform.apply(
                Instant.parse("2026-03-04T10:00:00Z"),
                b == null ? null : Instant.parse(b),
                LocalDate.parse("2026-01-01"),
                f == null ? null : LocalDate.parse(f),
                n);
    }

    private static ListsTransform.Result l(boolean full) {
        List<Line> lines = List.of(
                new Line("s1", big("10.00"), 5L), new Line("s2", big("101.25"), 1L), new Line("s3", big("1.25"), null));
        return full
                ? ListsTransform.apply(new Holder(lines, List.of(), List.of("x", "y"), Map.of("a", 7L, "b", 1L)))
                : ListsTransform.apply(new Holder(List.of(), null, List.of(), Map.of()));
    }

    private static void show(Supplier<Object> value) {
        String shown;
        try {
            shown = String.valueOf(value.get());
        } catch (RuntimeException e) {
            shown = "error: " + RecordError.from(e, "transform_error").getMessage();
        }
        System.out.println(shown.replace("\\n", "\\\\n"));
    }

    public static void main(String[] args) {
%s
    }
}
"""


@pytest.fixture(scope="module")
def sample() -> Generated:
    """The sample's Java."""
    return generate(texts_of(SAMPLE / "src"), MAIN)


@pytest.fixture(scope="module")
def compiled(
    sample: Generated, flink_class_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the sample's classes and a main class that shows all values."""
    folder = tmp_path_factory.mktemp("sample")
    shows = "\n".join(f"        show(() -> {code});" for code, _expected in VALUES)
    java = {**sample.java, "src/main/java/com/example/generated/Main.java": MAIN % shows}
    assert compile_java(java, folder, flink_class_path) == ""
    return folder


def test_the_sample_is_generated_wholly(sample: Generated) -> None:
    assert sample.problems == []


def test_the_java_is_what_it_was(sample: Generated, request: pytest.FixtureRequest) -> None:
    expected = SAMPLE / "expected"
    java = {
        path.removeprefix(JAVA_ROOT): text
        for path, text in sample.java.items()
        if "/support/" not in path
    }
    if request.config.getoption("--update", default=False):
        for path, text in java.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, "utf-8")
    for path, text in java.items():
        assert (expected / path).read_text("utf-8") == text, path
    assert {path.relative_to(expected).as_posix() for path in expected.rglob("*.java")} == set(java)


@pytest.mark.flink
def test_generated_java_computes_what_the_language_says(
    compiled: Path, flink_class_path: str
) -> None:
    shown = run_java("com.example.generated.Main", compiled, flink_class_path).splitlines()
    wrong = [
        f"{code} is {value}, not {expected}"
        for (code, expected), value in zip(VALUES, shown, strict=True)
        if value != _worked_out(expected)
    ]
    assert not wrong, "\n".join(wrong)


def _worked_out(expected: str) -> str:
    """Return an expected value; sums are left for the reader to follow."""
    if " + " not in expected:
        return expected
    from decimal import Decimal  # noqa: PLC0415

    terms = expected.replace(" - ", " + -").split(" + ")
    return str(sum((Decimal(term) for term in terms), Decimal(0)))


@pytest.mark.flink
@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_the_examples_definitions_compile_without_warnings(
    project: Path, flink_class_path: str, tmp_path: Path
) -> None:
    made = generate(texts_of(project / "src"))
    assert made.problems == []
    assert compile_java(made.java, tmp_path, flink_class_path) == ""


PRICING = """
package com.example.generated;

import com.example.generated.schema.Order;
import com.example.generated.schema.OrderJson;
import com.example.generated.schema.OrderValidator;
import com.example.generated.schema.PricedOrderJson;
import com.example.generated.support.RecordError;
import com.example.generated.transform.PriceOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of(ORDERS))) {
            String shown;
            try {
                Order order = OrderJson.read(line.getBytes(StandardCharsets.UTF_8));
                OrderValidator.check(order);
                shown = new String(PricedOrderJson.write(PriceOrder.apply(order)), StandardCharsets.US_ASCII);
            } catch (RuntimeException e) {
                RecordError error = RecordError.from(e, "transform_error");
                shown = error.kind() + ": " + error.getMessage();
            }
            System.out.println(shown);
        }
    }
}
"""

#: What is wrong with orders of the example, by number; its README says why.
WRONG_ORDERS = {
    3: "parse_error: malformed JSON at byte 91",
    5: "parse_error: quantity: not an integer",
    6: "validation_error: an order has a price",
    7: "transform_error: division by zero",
    13: "validation_error: quantity: not within 1..999",
    14: "validation_error: customer_id: required",
    18: "validation_error: an order above one million is entered by hand",
    25: "validation_error: currency: not one of EUR, USD, JPY",
    26: "parse_error: not a JSON object",
}


@pytest.mark.flink
def test_the_orders_of_the_example_are_read_checked_and_priced(
    flink_class_path: str, tmp_path: Path
) -> None:
    example = ROOT / "examples/orders"
    main = PRICING.replace("ORDERS", string_literal(str(example / "data/orders.jsonl")))
    made = generate(texts_of(example / "src"), main)
    java = {**made.java, "src/main/java/com/example/generated/Main.java": main}
    assert compile_java(java, tmp_path, flink_class_path) == ""
    shown = run_java("com.example.generated.Main", tmp_path, flink_class_path).splitlines()
    wrong = {number: line for number, line in enumerate(shown, 1) if not line.startswith("{")}
    assert wrong == WRONG_ORDERS
    orders = [json.loads(line, parse_float=str) for line in shown if line.startswith("{")]
    priced = {order["order_id"]: order for order in orders}
    for name in ("accepted_orders", "rejected_orders", "review_orders"):
        for line in (example / "expected" / f"{name}.jsonl").read_text("utf-8").splitlines():
            expected = json.loads(line, parse_float=str)
            found = priced[expected["order_id"]]
            both = expected.keys() & found.keys() - {"label"}
            assert {key: found[key] for key in both} == {key: expected[key] for key in both}
            assert "total" in both


@pytest.mark.flink
def test_the_whole_support_package_compiles_without_warnings(
    flink_class_path: str, tmp_path: Path
) -> None:
    folder = ROOT / "codegen/nexflow_codegen/support"
    java = {path.name: path.read_text("utf-8") for path in folder.glob("*.java")}
    assert compile_java(java, tmp_path, flink_class_path) == ""


def test_a_large_table_is_split_into_methods_that_the_virtual_machine_compiles() -> None:
    rows = "\n".join(f"        | {number} | * | {number * 2} |" for number in range(120))
    table = f"""decision_table Large
    given:
        a: integer
        c: integer
    decide:
        | a | c | b |
        |===|===|===|
{rows}
    return:
        b: integer
end
"""
    made = generate({"large.rules": table})
    java = made.java["src/main/java/com/example/generated/rules/Large.java"]
    assert made.problems == []
    assert java.count("private static Result rows") == 3
    assert "private static Result rows101To120(long a, long c)" in java


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema A\n    fields\n        next: list<A>\n    end\nend\n", "contains itself"),
        (
            "schema A\n    fields\n        m: map<date, date>\n    end\nend\n",
            "reading a map with keys of type date",
        ),
    ],
)
def test_what_is_not_generated_is_said(text: str, message: str) -> None:
    assert any(message in problem for problem in generate({"a.schema": text}).problems)
