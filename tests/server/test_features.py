"""Features on marked projects; each helper is the only place that calls its feature."""

from __future__ import annotations

from pathlib import Path

import marked_project
import pytest
import shop

from nexflow_server.features.actions import fixes, generations, suppressions
from nexflow_server.features.completion import completion
from nexflow_server.features.definition import definition
from nexflow_server.features.hover import hover
from nexflow_server.features.model import Symbol
from nexflow_server.features.outline import outline


def hovered(root: Path, text: str) -> str:
    marked = marked_project.load(root, text)
    found = hover(marked.cursor)
    return found.markdown if found is not None else ""


def offered(root: Path, text: str) -> dict[str, str]:
    """Return the labels that are offered, with their details."""
    marked = marked_project.load(root, text)
    found = completion(marked.cursor, marked.line, marked.column)
    return {item.label: item.detail for item in found.items}


def gone_to(root: Path, text: str) -> str:
    """Return where a definition is, as `file:line` with the text there."""
    marked = marked_project.load(root, text)
    found = definition(marked.cursor, marked.project.lines(marked.project.path))
    if found is None:
        return ""
    name = Path(found.path).relative_to(root).as_posix()
    line = marked.project.lines(found.path)[found.start[0]]
    return f"{name}: {line[found.start[1] : found.end[1]]}"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("orders.proc", "receive Order", "receive Or$0der", "schema Order"),
        ("orders.proc", "receive Order", "receive Or$0der", "An order as the shop takes it."),
        ("orders.proc", "using price", "using pri$0ce", "transform price"),
        ("orders.proc", "using risk", "using ri$0sk", "decision_table risk"),
        ("orders.proc", "using risk", "using ri$0sk", "Whether an order is accepted."),
        ("orders.proc", "using customers", "using cust$0omers", "lookup customers"),
        ("orders.proc", "amount > $5", "amo$0unt > $5", "amount: money required"),
        ("orders.proc", "amount > $5", "amo$0unt > $5", "A field of `Order`."),
        ("orders.proc", "select tier", "select ti$0er", "tier: string"),
        ("orders.proc", "filter amount", "fil$0ter amount", "Lets only the records pass"),
        ("orders.proc", "transform using", "transf$0orm using", "Before:"),
        ("orders.proc", "to done", "to do$0ne", "shop.done"),
        ("order.schema", "amount: money", "amo$0unt: money", "amount: money required"),
        ("order.schema", "amount: money", "amount: mon$0ey", "money"),
        ("price.xform", "amount * 2", "amou$0nt * 2", "amount: money"),
        ("price.xform", "total = amount", "tot$0al = amount", "total: money required"),
        ("price.xform", "amount * 2", "rou$0nd(amount)", "round(n: number"),
        ("risk.rules", "| total  |", "| to$0tal  |", "total: money required"),
        (
            "price.xform", "total = amount * 2", "to$0tal = amount * 2",
            "Computed as `decimal [precision: 19, scale: 2]`, from -19999999999999999.98 to 19999999999999999.98.",
        ),
        (
            "price.xform", "total = amount * 2", "to$0tal = amount / order_id.length()",
            "Computed exactly: its digits have no bound that is known.",
        ),
        (
            "price.xform", "        total = amount * 2", "        let ra$0te = amount * 0.125",
            "Computed as `decimal [precision: 21, scale: 5]`",
        ),
        ("orders.proc", "filter amount > $5", "set ra$0te = amount * 0.1", "scale: 3]`"),
        (
            "order.schema", "    placed_at: timestamp required\n",
            "    placed_at: timestamp required\n    computed\n        n$0et = amount - $1\n    end\n",
            "Computed as `decimal [precision: 19, scale: 2]`",
        ),
    ],
)  # fmt: skip
def test_hover(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    assert expected in hovered(tmp_path, shop.with_cursor(name, old, new))


def test_findings_that_are_no_errors_can_be_ignored_here(tmp_path: Path) -> None:
    marked = marked_project.load(
        tmp_path, shop.with_cursor("orders.proc", "amount >", "Am$0ount >")
    )
    findings = marked.project.findings(marked.path)
    place = (marked.line, marked.column)
    workspace = marked.project.workspace
    (action,) = suppressions(workspace, marked.path, findings, place, place)
    assert action.title == "Ignore NX110 here"
    (edit,) = action.edits
    workspace.edit(marked.path, edit.start, edit.end, edit.text)
    assert marked.project.findings(marked.path) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("${limits.am$0ount}", "limits.amount = 5"),
        ("${limits.$0key}", "from the environment of the job"),
        ("${lim$0its}", "A table of `[config]`"),
        ("${limits.$0none:3}", "Not set in `[config]`"),
    ],
)
def test_hover_over_a_value_of_the_configuration(
    tmp_path: Path, written: str, expected: str
) -> None:
    text = shop.with_cursor("orders.proc", "amount > $5", f"amount > {written}")
    toml = '[config.limits]\namount = 5\nkey = "${SECRET_KEY:xyz}"\n\n[streams.orders]'
    found = hovered(tmp_path, text.replace("[streams.orders]", toml, 1))
    assert expected in found
    assert "xyz" not in found


def test_hover_on_nothing(tmp_path: Path) -> None:
    assert hovered(tmp_path, shop.with_cursor("orders.proc", "filter amount > $5", "$0")) == ""


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("orders.proc", "receive Order", "receive Or$0der", "order.schema: Order"),
        ("orders.proc", "using price", "using pri$0ce", "price.xform: price"),
        ("orders.proc", "using risk", "using ri$0sk", "risk.rules: risk"),
        ("orders.proc", "using customers", "using cust$0omers", "nexflow.toml: customers"),
        ("orders.proc", "to done", "to do$0ne", "nexflow.toml: done"),
        ("orders.proc", "from orders", "from ord$0ers", "nexflow.toml: orders"),
        ("orders.proc", "amount > $5", "amo$0unt > $5", "order.schema: amount"),
        ("orders.proc", "select tier", "select ti$0er", "customer.schema: tier"),
        ("orders.proc", "emit to done", "filter tot$0al > 5", "price.xform: total"),
        ("orders.proc", "emit to done", "filter deci$0sion == 'a'", "risk.rules: decision"),
        ("orders.proc", "import order.schema", "import ord$0er.schema", "order.schema: "),
        ("price.xform", "input: Order", "input: Or$0der", "order.schema: Order"),
        ("price.xform", "total = amount", "total = amo$0unt", "order.schema: amount"),
        ("orders.proc", "filter amount > $5", "filter nowh$0ere > $5", ""),
    ],
)
def test_definition(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    assert gone_to(tmp_path, shop.with_cursor(name, old, new)) == expected


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted", "unwanted"),
    [
        ("orders.proc", "filter amount > $5", "fil$0", {"filter", "route by"}, {"apply"}),
        ("orders.proc", "filter amount > $5", "filter $0", {"amount", "upper"}, {"total"}),
        ("orders.proc", "filter amount > $5", "filter amount > $5 and am$0", {"amount"}, {"tier"}),
        ("orders.proc", "emit to done", "filter $0", {"total", "tier", "decision"}, {"placed_at"}),
        ("orders.proc", "transform using price", "transform using $0", {"price"}, {"risk"}),
        ("orders.proc", "evaluate using risk", "evaluate using $0", {"risk"}, {"price"}),
        ("orders.proc", "using customers on", "using $0 on", {"customers"}, {"orders"}),
        ("orders.proc", "on customer_id", "on $0", {"customer_id", "total"}, {"upper"}),
        ("orders.proc", "select tier", "select $0", {"tier"}, {"amount"}),
        ("orders.proc", "emit to done", "emit to $0", {"done"}, {"amount"}),
        ("orders.proc", "receive Order", "receive $0", {"Order", "orders"}, {"price"}),
        ("orders.proc", "import order.schema", "import $0", {"order.schema"}, {"orders.proc"}),
        ("order.schema", "amount: money", "amount: $0", {"money", "Customer"}, {"amount"}),
        ("order.schema", "amount: money required", "amount: money $0", {"required"}, {"Order"}),
        ("order.schema", "    amount: money required\n", "    $0\n", {"streaming", "end"}, set()),
        ("price.xform", "amount * 2", "$0", {"amount", "placed_at", "round"}, {"tier"}),
        ("price.xform", "amount * 2", "input.$0", {"amount", "placed_at"}, {"round", "total"}),
        ("price.xform", "total = amount * 2", "$0", {"total", "let"}, {"placed_at"}),
        ("price.xform", "input: Order", "input: $0", {"Order"}, {"price"}),
        ("risk.rules", "hit_policy first_match", "hit_policy $0", {"collect_sum"}, {"total"}),
        ("risk.rules", "total: money", "total: $0", {"money"}, {"decision"}),
        ("orders.proc", "filter amount > $5", "filter amount == '$0", set(), {"amount"}),
        ("orders.proc", "filter amount > $5", "// $0", set(), {"filter"}),
    ],
)
def test_completion(
    tmp_path: Path, name: str, old: str, new: str, wanted: set[str], unwanted: set[str]
) -> None:
    labels = set(offered(tmp_path, shop.with_cursor(name, old, new)))
    assert wanted <= labels
    assert not unwanted & labels


def test_completion_tells_types(tmp_path: Path) -> None:
    text = shop.with_cursor("orders.proc", "filter amount > $5", "filter $0")
    assert offered(tmp_path, text)["amount"] == "money"


def test_completion_at_the_top_of_a_file(tmp_path: Path) -> None:
    labels = offered(tmp_path, "//- /a.proc\n$0\n")
    assert set(labels) == {"import", "process"}


def test_actions(tmp_path: Path) -> None:
    text = shop.with_cursor("orders.proc", "filter amount > $5", "filter am$0ont > $5")
    marked = marked_project.load(tmp_path, text)
    place = (marked.line, marked.column)
    found = fixes(marked.project.findings(marked.path), place, place)
    assert [action.title for action in found] == ["Write `amount`"]
    (edit,) = found[0].edits
    assert (edit.text, edit.start) == ("amount", (marked.line, 11))
    made = generations(marked.project.workspace, marked.path, place)
    assert [str(action.generate.kind) for action in made if action.generate] == [
        "process",
        "file",
        "project",
    ]
    assert made[0].generate is not None
    assert made[0].generate.name == "Orders"


def test_outline(tmp_path: Path) -> None:
    marked = marked_project.load(tmp_path, shop.with_cursor("orders.proc", "Orders", "Orders$0"))
    workspace = marked.project.workspace

    def names(symbols: tuple[Symbol, ...]) -> list[str]:
        return [symbol.name for symbol in symbols]

    (process,) = outline(workspace, marked.path)
    assert process.name == "Orders"
    assert names(process.children) == [
        "receive Order from orders",
        "filter amount > $5",
        "transform using price",
        "enrich using customers on customer_id",
        "evaluate using risk",
        "emit to done",
    ]
    (schema,) = outline(workspace, str(tmp_path / "order.schema"))
    assert names(schema.children) == ["order_id", "customer_id", "amount", "placed_at"]


def test_every_feature_at_every_place(tmp_path: Path) -> None:
    """No position of any file makes a feature fail."""
    text = "".join(f"//- /{path}\n{content}" for path, content in shop.FILES.items())
    marked = marked_project.load(tmp_path, text)
    workspace = marked.project.workspace
    for path, file in workspace.files.items():
        for line, content in enumerate(file.lines):
            for column in range(0, len(content), 3):
                cursor = marked_project.cursor_at(workspace, path, (line, column))
                assert cursor is not None
                hover(cursor)
                definition(cursor, [])
                completion(cursor, line, column)
