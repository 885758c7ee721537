"""Generation as a function: the same bytes for the same input, refusals, scopes, and what is not generated."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from refusals import refusals

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate
from nexflow_codegen.result import GenerationResult, Scope, ScopeKind

ROOT = Path(__file__).parents[2]
#: Lists all that is refused, each with its reason.
PAGE = ROOT / "docs" / "not-generated.md"
_ROW = re.compile(r"^\| (.+?) \| (.+) \|$", re.MULTILINE)
_HEADS = ("what is refused", "---")
TOML = """
[project]
name = "shop"
[targets.flink]
package = "com.example.shop"
[streams.orders]
connector = "kafka"
topic = "orders"
schema = "Order"
[streams.table]
connector = "jdbc"
url = "jdbc:x:"
[streams.cache]
connector = "redis"
[lookups.customers]
schema = "Customer"
connector = "jdbc"
url = "jdbc:x:"
key = ["id"]
[lookups.web]
schema = "Customer"
connector = "http"
url = "http://localhost"
key = ["id"]
"""
SCHEMA = """
schema Order
    identity
        id: string
    end
    streaming
        key_fields: [customer]
        time_field: at
    end
    fields
        customer: string required
        amount: integer required
        tags: list<string>
        note: string
        at: timestamp required
    end
    computed
        half = 100 / amount
    end
end

schema Customer
    fields
        id: string required
        tier: string
    end
end
"""
SEEN = """state
    local seen keyed by customer type counter
    local ids keyed by id type counter
end"""
PROCESS = """process P
    receive orders
{}
    emit to "out"
end
"""


def workspace(
    files: dict[str, str], toml: str = TOML, root: str = "/somewhere/deep/shop"
) -> Workspace:
    """Return a project that lies nowhere."""
    made = Workspace(read_project(f"{root}/nexflow.toml", toml)[0])
    for path, text in files.items():
        made.set_text(f"{root}/{path}", text)
    return made


def example(name: str, *, backwards: bool = False) -> Workspace:
    """Return an example project, its files read in one order or the other."""
    folder = ROOT / "examples" / name
    toml = folder / "nexflow.toml"
    made = Workspace(read_project(str(toml), toml.read_text("utf-8"))[0])
    for path in sorted(folder.glob("src/*"), reverse=backwards):
        made.set_text(str(path), path.read_text("utf-8"))
    return made


def process(body: str, toml: str = TOML) -> GenerationResult:
    """Generate a process with some statements."""
    text = PROCESS.format("\n".join(f"    {line}" for line in body.split("\n")))
    return generate(workspace({"order.schema": SCHEMA, "p.proc": text}, toml))


@pytest.mark.parametrize("name", ["orders", "tiered", "partitioning"])
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    one, other = generate(example(name)), generate(example(name, backwards=True))
    assert one.ok
    assert one == other
    assert [file.path for file in one.files] == sorted(file.path for file in one.files)


@pytest.mark.parametrize("option", ["lookup c", "lookup customers"])
@pytest.mark.parametrize("gap", [" ", "\n    "])
def test_what_a_transform_asks_may_be_said_where_it_is_used(option: str, gap: str) -> None:
    asking = (
        "transform T\n    input: Order\n    lookups\n        c: customers\n    end\n"
        "    apply\n        note = lookups.c.tier\n    end\nend\n"
    )
    jobs = []
    for said in ("", f"{gap}{option}"):
        files = {
            "order.schema": SCHEMA,
            "t.xform": asking,
            "p.proc": PROCESS.format(f"    transform using T{said}"),
        }
        result = generate(workspace(files, TOML))
        assert result.ok, result.findings
        (job,) = (file.text for file in result.files if file.path.endswith("PJob.java"))
        jobs.append(re.sub(r"p\.proc:\d+", "p.proc", job))
    assert jobs[0] == jobs[1]


def test_a_lookup_that_no_transform_asks_is_a_step() -> None:
    files = {"order.schema": SCHEMA, "p.proc": PROCESS.format("    lookup customers key id")}
    job = next(
        file.text
        for file in generate(workspace(files, TOML)).files
        if file.path.endswith("PJob.java")
    )
    assert "lookup customers" in job


def test_the_order_of_sets_does_not_show() -> None:
    program = (
        "import hashlib, test_generation as t\n"
        "for name in ('orders', 'tiered', 'partitioning'):\n"
        "    print(hashlib.sha256(repr(t.generate(t.example(name)).files).encode()).hexdigest())\n"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "12345")
    }  # fmt: skip
    assert len(shown) == 1
    assert len(shown.pop().split()) == 3


@pytest.mark.parametrize("name", ["orders", "tiered", "partitioning"])
def test_generated_files_say_nothing_of_this_machine(name: str) -> None:
    for file in generate(example(name)).files:
        assert str(ROOT) not in file.text, file.path
        assert "\r" not in file.text, file.path
        assert not re.search(r"[ \t]$", file.text, re.MULTILINE), file.path
        assert file.text.endswith("\n"), file.path


def test_every_operator_has_its_own_name() -> None:
    job = next(
        f for f in generate(example("orders")).files if f.path.endswith("OrderIntakeJob.java")
    )
    uids = re.findall(r'\.uid\("([^"]+)"\)', job.text)
    assert len(uids) == len(set(uids))
    assert len(
        re.findall(r"\.(?:process|map|filter|sinkTo|fromSource|unorderedWait)\(", job.text)
    ) == len(uids)
    assert all(uid.startswith("order_intake.") for uid in uids)


def test_inserting_a_statement_keeps_the_names_of_the_others() -> None:
    text = "deduplicate by customer window 5 minutes\nfilter amount > 5"
    before = _uids(process(text))
    after = _uids(process(f'deduplicate by note window 5 minutes\nset note = "x"\n{text}'))
    assert set(before) < set(after)


def test_an_id_stands_in_the_name_of_a_statement() -> None:
    first = "deduplicate by id window 1 day id by_day"
    second = "deduplicate by id window 1 hour id by_hour"
    uids = _uids(process(f"{first}\n{second}"))
    assert "p.deduplicate.by_day" in uids
    assert uids == [
        uid for uid in _uids(process(f"set amount = amount + 1\n{first}\n{second}")) if uid in uids
    ]
    assert set(uids) == set(_uids(process(f"{second}\n{first}")))


def _uids(result: GenerationResult) -> list[str]:
    job = next(file for file in result.files if file.path.endswith("PJob.java"))
    return re.findall(r'\.uid\("([^"]+)"\)', job.text)


def test_a_project_with_errors_is_refused() -> None:
    result = generate(workspace({"p.proc": PROCESS.format("    filter nothing > 3")}))
    assert not result.files
    assert not result.ok


def test_a_process_brings_what_it_needs_and_keeps_the_shared_files_whole() -> None:
    whole = {file.path: file.text for file in generate(example("orders")).files}
    part = generate(example("orders"), Scope(ScopeKind.PROCESS, "sales_by_region"))
    assert [job.process for job in part.jobs] == ["SalesByRegion"]
    assert all(whole[file.path] == file.text for file in part.files)
    names = {file.path.rpartition("/")[2] for file in part.files}
    assert {"SalesByRegionJob.java", "ToSale.java", "pom.xml"} <= names
    assert not {"OrderIntakeJob.java", "PriceOrder.java", "CustomerService.java"} & names


def test_a_file_brings_its_processes() -> None:
    path = str(ROOT / "examples/tiered/src/tiered.proc")
    result = generate(example("tiered"), Scope(ScopeKind.FILE, path))
    assert [job.process for job in result.jobs] == ["FastPath", "ReviewPath"]


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (
            Scope(ScopeKind.PROCESS, "Nope"),
            "there is no process Nope; there is FastPath, ReviewPath",
        ),
        (
            Scope(ScopeKind.FILE, str(ROOT / "examples/tiered/src/fraud.rules")),
            "src/fraud.rules holds no process",
        ),
    ],
)
def test_a_scope_without_a_process_is_said(scope: Scope, message: str) -> None:
    result = generate(example("tiered"), scope)
    assert not result.files
    assert result.findings[0].message.startswith(message)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("parallelism 4\nmode micro_batch 1 second", "`mode micro_batch 1 second` where sinks do not commit"),
        ('markers\n    late: when after end_of_day\nend\nphase after late\n    emit to "x"\nend', "`after end_of_day` in a marker"),
        ('markers\n    few: when orders.count < 3\nend\nphase after few\n    emit to "x"\nend', "`orders.count < 3` in a marker: a count only"),
        ('markers\n    go: when api.shop.open\nend\nphase after go\n    emit to "x"\nend', "`api.shop.open` in a marker, which no stream"),
        ('markers\n    a: when b\n    b: when a\nend\nphase after a\n    emit to "x"\nend', "the marker `a`, which waits for itself"),
        ('markers\n    a: when orders.drained\nend\nphase after a\n    emit to "x"\n    on complete signal b to y\nend', "`on complete` of a phase that has no end"),
        ('emit to "x"\n    compaction zip', "`compaction zip`; write `none`, `compact`, `compact_delete`"),
        ("emit to table\n    schema Order\n    retention 1 day", "`retention` of what is no one topic"),
        ('emit to "x"\non commit failure emit completion to y correlation id', "`on commit failure`: Flink repeats a commit"),
        ("business_date from floor", "`business_date from floor`, which is no calendar; add [calendars.floor]"),
        ("checkpoint every 100 events", "this `checkpoint`; write `checkpoint every DURATION`"),
        ("metrics\n    counter seen\nend", "the counter `seen`, which nothing of this process is called like"),
        ("metrics\n    gauge note\nend", "the gauge `note` of what is no number"),
        ("backpressure strategy drop", "this `backpressure`; write `backpressure strategy block alert after DURATION`"),
        ("emit to cache", "writing to redis; write to kafka, jdbc or mongodb"),
        ("emit to table", "writing records without a schema to the table of `table`"),
        ('emit to "x"\n    key id\n    broadcast', "`broadcast` to a topic whose partitions nothing tells; set `partitions`"),
        ('emit to "x"\n    format csv\n    schema Order\n    header true', "a `header` in a topic, where each record is a row"),
        ('persist to "t"\n    schema Order\n    sync', "`sync` to a topic; leave it out"),
        ('emit to "x" format confluent_avro', "the format confluent_avro without a registry; set `url`"),
        ('emit to "x" registry "http://x" format avro', "`registry` of the format avro, which has none; remove it"),
        ('emit to "x"\n    format parquet', "a topic in the format parquet, which none can be in; use json or avro"),
        ('emit to "x"\n    format avro\n    headers: { a: note }', "headers, payloads and topics per record in the format avro"),
        ('set x = 1\nemit to "x" format protobuf', "writing records without a schema as protobuf to `x`; add"),
        ("enrich using web on id", "the address of [lookups.web] without the key that it is asked by; write `{id}` in it"),
        ("enrich using customers on id\n    select tier\n    headers: { a: 1 }", "`headers` in `enrich`"),
        ('set extra.x = "y"', "`extra.x = …`; set a whole field of the record"),
        ("on error\n    transform_error retry 3\nend", "`retry` of a transform_error, which would fail"),
        ('on error\n    add_flag "failed"\nend', '`add_flag "failed"` in `on error`; use `KIND dead_letter NAME`'),
        ("parallel\n    branch a\n        set x = 1\n    end\nend\nset y = 2", "`set y` right behind a `parallel`"),
        ('emit to "x"\n    preserve_state true', "`preserve_state true`; what a process keeps"),
        (f"{SEEN}\nlet n = state.seen\nenrich using customers on customer\n    select tier\nset state.seen = n", "`state.seen` at a second place, with `enrich customers` between"),
        (f"{SEEN}\nlet n = state.seen\nwindow tumbling 1 hour\n    key by customer\n    aggregate count() as n\nend\nset state.seen = n", "`state.seen` at a second place, with `window tumbling"),
        (f"{SEEN}\nlet n = state.seen\nset state.ids = n\nset state.seen = state.ids", "`state.seen` at a second place, with `state.ids` between, which is kept by another key"),
        (f"{SEEN}\nlet n = state.seen\nset customer = note\nfilter customer is not null\nset x = n\nset state.seen = x", "`state.seen` at a second place, behind a step that makes another"),
        ("set x = first(note in orders in last 1 hour)", "`first note in last 1 hour`; write `count`, or `sum`"),
        ("set x = sum(orders in last 1 hour)", "`sum in last 1 hour`, which names no value; write `sum(FIELD in"),
        ("set x = max(tags in orders in last 1 hour)", "`max tags in last 1 hour` of values without an order"),
        ('persist to "t"\n    schema Order\n    on error continue', "`on error` of kafka, which refuses no record by itself"),
    ],
)  # fmt: skip
def test_what_is_not_generated_is_said_at_its_place(body: str, message: str) -> None:
    result = process(body)
    assert not result.files
    found = [finding for finding in result.findings if finding.code == "NX700"]
    assert found == list(result.findings), result.findings
    assert any(f.message.startswith(f"not generated yet: {message}") for f in found), found
    assert all(finding.start[0] >= 2 for finding in found)
    assert all(";" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('package = "com.example.shop"', 'package = "com.class.x"', "`com.class.x` cannot be a Java package"),
        ('package = "com.example.shop"', 'version = "1.15"', "Flink 1.15 is not supported; use 2.2.1 or 1.20.5"),
        ('package = "com.example.shop"', "max_parallelism = 40000", "`max_parallelism` must be within 1..32768"),
        ('package = "com.example.shop"', "memory = 0.2", "not generated yet: `memory`"),
        ('package = "com.example.shop"', 'delivery = "exactly_once"\n[kafka.producer]\nacks = 1', "`delivery = "),
        ('package = "com.example.shop"', "enabled = false", "[targets.flink] is not enabled"),
        ("[streams.table]", "[serialization.avro]\nuse_logical_types = false\n[streams.table]", "not generated yet: `use_logical"),
    ],
)  # fmt: skip
def test_settings_that_nothing_can_be_generated_from(old: str, new: str, message: str) -> None:
    result = process("filter amount > 3", TOML.replace(old, new))
    assert not result.files
    assert result.findings[0].message.startswith(message)


def test_a_project_without_settings_has_defaults() -> None:
    result = process(
        "filter amount > 3", TOML.replace("[targets.flink]", "").replace("package", "note")
    )
    assert result.ok
    assert result.jobs[0].main == "nexflow.shop.local.PLocal"
    assert result.flink_version == "2.2.1"


def test_names_of_java_and_flink_may_be_names_of_schemas() -> None:
    schema = SCHEMA.replace("schema Customer", "schema Source").replace(
        "schema Order", "schema Received"
    )
    text = PROCESS.format("").replace("receive orders", 'receive Received from kafka "map"')
    result = generate(
        workspace(
            {"order.schema": schema, "p.proc": text},
            TOML.replace("Order", "Received").replace("Customer", "Source"),
        )
    )
    assert result.ok, result.findings
    job = next(file for file in result.files if file.path.endswith("PJob.java"))
    assert "com.example.shop.schema.Received" in job.text


def test_text_of_the_language_is_escaped_everywhere() -> None:
    evil = 'set note = "\\" + System.exit(1) + \\" */ \\u0022 \\\\u002a/ \u2028 😀"\nfilter note != "*/ // \\u000a }"'
    result = process(evil)
    assert result.ok, result.findings
    job = next(file for file in result.files if file.path.endswith("PJob.java"))
    assert job.text.isascii()
    assert '"\\" + System.exit(1) + \\" */' in job.text


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (
            "migration\n        id = old_id\n    end",
            "write a transform from the old version's record",
        ),
        ("identity { card: string encrypted }", "nothing says with which key"),
    ],
    ids=lambda text: text.split()[0],
)
def test_a_part_of_a_schema_is_not_left_out_silently(part: str, instead: str) -> None:
    schema = "schema Order\n    version 2.0.0\n        previous_version 1.0.0\n    fields\n"
    schema += f"        id: string required\n    end\n    {part}\nend\n"
    text = 'process P\n    receive Order from kafka "orders"\n    emit to "x"\nend\n'
    result = generate(
        workspace({"order.schema": schema, "p.proc": text}, '[project]\nname = "shop"\n')
    )
    assert not result.files
    assert [finding.code for finding in result.findings] == ["NX700"]
    assert instead in result.findings[0].message
    assert result.findings[0].start[0] == 6


def _rows() -> list[str]:
    """Return what the rows of the page are about."""
    found = (row[1].replace("\\|", "|") for row in _ROW.finditer(PAGE.read_text("utf-8")))
    return [text for text in found if text not in _HEADS]


def test_the_page_tells_of_all_that_is_refused_and_of_nothing_else() -> None:
    known, rows = refusals(), _rows()
    missing = [
        f"add to docs/not-generated.md, for {known[text]}:\n"
        f"| {text.replace('|', chr(92) + '|')} | why it is refused, and what to write instead |"
        for text in known
        if text not in rows
    ]
    gone = [
        f"remove from docs/not-generated.md: | {text} | …" for text in rows if text not in known
    ]
    assert missing + gone == [], "\n" + "\n".join(missing + gone)


def test_no_row_stands_twice() -> None:
    rows = _rows()
    assert sorted(rows) == sorted(set(rows))
