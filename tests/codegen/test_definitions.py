"""Every form of a transform, a table and a rule: it generates, compiles, and computes what it must."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import ROOT, Generated, compile_java, generate, run_java, texts_of

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate as generate_project

SAMPLE = ROOT / "tests/samples/definitions"
JAVA_ROOT = "src/main/java/com/example/generated/"
#: What the definitions without inputs are used on.
ON = {"gains": "Order", "Tier": "Order", "OnRecord": "Order"}

#: (Java, what it gives): worked out by hand from the chapters.
VALUES = [
    # paths, copies, defaults, checks
    ("Price.apply(order(50, 2))", ("Priced[id=o1, total=55.00, amount=50.00, note=small, customer=c1, "
     "ship=Ship[street=MAIN ST, city=Bonn, country=DE]]")),
    ("Price.apply(order(100, 2)).note()", "big"),
    ("Price.apply(order(0, 2))", "error: PRICE: amount must be positive"),
    ("Price.apply(order(1, 1000))", "error: PRICE: Q1: too many"),
    ("Price.apply(order(1, 0)).total()", "1.10"),
    # on_error
    ("Defaulted.apply(order(50, 2)).total()", "25.00"),
    ("Defaulted.apply(order(50, 0))", "Flat[id=o1, total=0.00, street=null, level=low, points=0]"),
    ('Half.apply(big("30.00"))', "Result[total=60.00, note=n, share=0.75]"),
    ('Half.apply(big("10.00"))', "Result[total=20.00, note=n, share=null]"),
    ("Fallback.apply(order(3, 2))", "1.50"),
    ("Fallback.apply(order(3, 0))", "1.5"),
    ("Skipping.apply(order(3, 2)).total()", "1.50"),
    ("Skipping.apply(order(3, 0))", "null"),
    # objects, parameters
    ('Grouped.apply(new Grouped.Header("h", big("4.00")), 7L, big("2"))', ("Result[head=Head[id=h, "
     "doubled=8.00], extra=7, lines=[Item[sku=a, price=1.00, quantity=2]], rate=2]")),
    ('Twice.apply(big("1.5"), big("3"))', "4.5"),
    ("Point.apply(4L)", "Result[x=4, y=5]"),
    ('Doubled.apply(big("1.5"))', "3.0"),
    # calls
    ("Calling.apply(order(50, 2)).a()", "100.00"),
    ("Calling.apply(order(50, 2)).b()", "150.00"),
    ("Calling.apply(order(50, 2)).c()", "3"),
    ("Calling.apply(order(50, 2)).d()", "low"),
    ("Calling.apply(order(50, 2)).e()", "4.0"),
    ("Calling.apply(order(500, 2)).f()", "high"),
    ("Calling.apply(order(50, 2)).g()", "55.00"),
    ("Calling.apply(order(50, 2)).h()", "[Item[sku=A, price=2.00, quantity=1], Item[sku=B, price=5.00, quantity=1]]"),
    ("Calling.apply(order(50, 2)).i()", "100.00"),
    # what is added to the record, what changes
    ('Gains.apply(big("100.00"), order(1, 1).ship())', "Result[gross=120.1900, amount=101.00, city=Bonn]"),
    ("Changes.apply(order(50, 7)).quantity()", "1"),
    ("Changes.apply(plain(50, 7)).quantity()", "7"),
    # compose
    ("Chain.apply(order(50, 2))", "Flat[id=o1, total=55.00, street=MAIN ST, level=low, points=0]"),
    ("Sides.apply(flat(120))", "Result[level=high, points=120]"),
    ("Either.apply(flat(120))", "Result[level=high, points=null]"),
    ("Either.apply(flat(20))", "Result[level=null, points=20]"),
    ("ThenMore.apply(order(100, 2))", "Result[level=high, points=110, id=O1]"),
    ("Cached.apply(order(100, 2)).total()", "100.00"),
    ("Cached.apply(order(200, 2)).total()", "100.00"),
    # lookups
    ("Converted.apply(order(100, 2), new Names(), new Euros())", ("Flat[id=o1, total=150.00, street=null, "
     "level=gold, points=7]")),
    ("Converted.apply(plain(100, 2), new Names(), new Euros())", ("Flat[id=o1, total=100.00, street=null, "
     "level=none, points=7]")),
    ("LookedUp.apply(order(100, 2), new Names(), new Euros())", ("Flat[id=o1, total=150.00, street=Ann, "
     "level=Rome, points=0]")),
    ("LookedUp.apply(plain(100, 2), new Names(), new Euros()).total()", "150.00"),
    # cells of conditions
    ('Cells.evaluate(2L, "ab", day("2026-02-01"), true, big("0.07")).row()',
     "[1, 4, 7, 8, 9, 11, 13, 14, 16, 18]"),
    ('Cells.evaluate(9L, "q", day("2025-12-31"), false, big("0.5")).row()', "[3, 4, 6, 13, 15, 17, 19]"),
    ('Cells.evaluate(null, null, day("2026-01-01"), null, big("0.1")).row()', "[5, 12, 18]"),
    ('Cells.evaluate(10L, "bb", day("2024-01-01"), null, big("0.11")).row()', "[4, 6, 8, 9, 10, 11, 13, 20]"),
    # hit policies
    ('Fees.evaluate(big("2000"), false)', "Result[fee=3.50]"),
    ('Fees.evaluate(big("5"), false)', "Result[fee=null]"),
    ("Most.evaluate(3L)", "Result[best=6]"),
    ("Least.evaluate(3L)", "Result[best=3]"),
    ("Least.evaluate(1L)", "Result[best=null]"),
    ("HowMany.evaluate(3L)", "Result[hits=2]"),
    ("HowMany.evaluate(0L)", "Result[hits=0]"),
    ('Discounts.evaluate(2000L, big("100.00"))', ("Result[rate=[0.05, 0.10, 0.50], label=[many, bulk], "
     "total=0.65, best=0.50, priceAfter=35.00]")),
    ('Discounts.evaluate(1L, big("100.00"))', "Result[rate=[], label=[], total=null, best=null, priceAfter=100.00]"),
    ('Tier.evaluate(big("200.00"), 1L, order(1, 1).ship())', "Result[tier=gold, bonus=20.000]"),
    ('Tier.evaluate(big("200.00"), 6L, null)', "Result[tier=silver, bonus=2]"),
    ('Tier.evaluate(big("20.00"), 6L, null)', "Result[tier=none, bonus=null]"),
    ('Calls.evaluate("1.1.1.1", "a")', "Result[where=Rome]"),
    ('Calls.evaluate("1.1.1.1", "b")', "Result[where=nowhere]"),
    ('Calls.evaluate("1.1.1.1", "c")', "Result[where=Rome]"),
    ("OfSchema.evaluate(flat(2000))", "Result[points=1]"),
    # rules
    ('Statements.evaluate(big("600"), 3L)', "Result[points=2, note=three, place=Literal[city=null, size=null]]"),
    ('Statements.evaluate(big("600"), 4L)', "Result[points=2, note=n4, place=Literal[city=Bonn, size=5.0]]"),
    ('Statements.evaluate(big("60"), null)', "Result[points=2, note=few, place=Literal[city=Bonn, size=2]]"),
    ('Statements.evaluate(big("6"), 3L).note()', "small"),
    ("Returning.evaluate(order(5, 6))", "Result[id=o1, total=5.00, street=null, level=set, points=6]"),
    ('OnRecord.evaluate(big("11"), order(1, 1).ship())', "Result[large=true, town=Bonn]"),
    ("Arms.evaluate(11L)", "Result[base=22, level=high, score=23]"),
    ("Arms.evaluate(6L)", "Result[base=12, level=mid, score=1]"),
    ("Arms.evaluate(1L)", "Result[base=2, level=low, score=0]"),
]  # fmt: skip

MAIN = """
import com.example.generated.lookup.Customers;
import com.example.generated.lookup.Rates;
import com.example.generated.rules.*;
import com.example.generated.schema.*;
import com.example.generated.support.RecordError;
import com.example.generated.transform.*;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

public final class Main {
    private Main() {}

    private static BigDecimal big(String text) {
        return new BigDecimal(text);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static Order order(long amount, long quantity) {
        return order(amount, quantity, "EUR", "c1", true, new Order.Ship("Main St", "Bonn"));
    }

    private static Order plain(long amount, long quantity) {
        return order(amount, quantity, "ZZZ", null, null, null);
    }

    private static Order order(
            long amount, long quantity, String currency, String customer, Boolean vip, Order.Ship ship) {
        List<Item> items = List.of(new Item("a", big("1.00"), 1), new Item("b", big("2.50"), 2));
        return new Order("o1", BigDecimal.valueOf(amount).setScale(2), currency, quantity, customer, vip,
                null, null, ship, items);
    }

    private static Flat flat(long total) {
        return new Flat("f", BigDecimal.valueOf(total).setScale(2), null, "low", 0L);
    }

    private static final class Euros implements Rates {
        private static final long serialVersionUID = 1L;

        @Override
        public CompletableFuture<Rate> find(String currency) {
            Rate rate = new Rate("EUR", big("1.5"));
            return CompletableFuture.completedFuture("EUR".equals(currency) ? rate : null);
        }
    }

    private static final class Names implements Customers {
        private static final long serialVersionUID = 1L;

        @Override
        public CompletableFuture<Customer> find(String id) {
            return CompletableFuture.completedFuture(new Customer(id, "Ann", "gold"));
        }
    }

    private static void show(Supplier<Object> value) {
        String shown;
        try {
            shown = String.valueOf(value.get());
        } catch (RuntimeException e) {
            shown = "error: " + RecordError.from(e, "transform_error").getMessage();
        }
        System.out.println(shown);
    }

    public static void main(String[] args) {
CALLS
    }
}
"""


@pytest.fixture(scope="module")
def made() -> Generated:
    """The Java of the sample."""
    toml = (SAMPLE / "nexflow.toml").read_text("utf-8")
    return generate(texts_of(SAMPLE), MAIN, toml, ON)


def test_the_sample_is_right_by_the_checker() -> None:
    workspace = Workspace(
        read_project("nexflow.toml", (SAMPLE / "nexflow.toml").read_text("utf-8"))[0]
    )
    for path, text in texts_of(SAMPLE).items():
        workspace.set_text(path, text)
    found = [one for path in texts_of(SAMPLE) for one in workspace.findings(path)]
    assert [
        (one.path, one.start[0] + 1, one.code)
        for one in found
        if one.severity.name in ("ERROR", "WARNING")
    ] == []


def test_every_definition_generates(made: Generated) -> None:
    assert made.problems == []


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ("set rate = lookup(rates, currency).rate", "a lookup in `rates` here"),
        ("set total = looked_up(input).total", "`LookedUp`, which asks outside, here"),
        ("set seen = remember(id)", "`remember`, which is not `pure`, here"),
    ],
)
def test_no_step_waits_for_what_lies_outside(step: str, what: str) -> None:
    toml = (SAMPLE / "nexflow.toml").read_text("utf-8")
    workspace = Workspace(read_project("nexflow.toml", toml)[0])
    for path, text in texts_of(SAMPLE).items():
        if not path.endswith(".proc"):
            workspace.set_text(path, text)
    workspace.set_text(
        "a.proc", f"process A\n    receive orders\n    {step}\n    emit to kept\nend\n"
    )
    messages = [found.message for found in generate_project(workspace).findings]
    assert len(messages) == 1
    assert what in messages[0]


@pytest.mark.flink
def test_every_definition_computes_what_it_must(
    made: Generated, flink_class_path: str, tmp_path: Path
) -> None:
    calls = "\n".join(f"        show(() -> {code});" for code, _value in VALUES)
    main = f"package com.example.generated;\n{MAIN.replace('CALLS', calls)}"
    own = {f"{JAVA_ROOT}Main.java": main} | {
        f"{JAVA_ROOT}{path.name}": path.read_text("utf-8")
        for path in (SAMPLE / "src/main/java").rglob("*.java")
    }
    assert compile_java({**made.java, **own}, tmp_path, flink_class_path) == ""
    shown = run_java("com.example.generated.Main", tmp_path, flink_class_path).splitlines()
    wrong = [
        f"{code}: {found}, not {value}"
        for (code, value), found in zip(VALUES, shown, strict=True)
        if found != value
    ]
    assert wrong == [], "\n".join(wrong)
