"""What every step of a process makes of the record."""

from __future__ import annotations

import pytest
from sample import files_of, workspace_of

from nexflow_analysis import types as t
from nexflow_analysis.flow import Stream, flow
from nexflow_analysis.workspace import Workspace

PROJECT = """\
//- /nexflow.toml
[streams.input_orders]
schema = "Order"
[lookups.customers]
schema = "Customer"
key = ["customer_id"]
[lookups.limits]
schema = "Limit"
key = ["customer_id"]
on_miss = "fail"
//- /shop.schema
schema Order
    identity
        id: uuid
    end
    streaming
        time_field: at
        idle_timeout: 1 minute
    end
    fields
        customer_id: string required
        amount: money required
        note: string
        at: timestamp required
    end
end
schema Payment
    identity
        id: uuid
    end
    streaming
        time_field: at
        idle_timeout: 1 minute
    end
    fields
        customer_id: string required
        paid: money required
        at: timestamp required
    end
end
schema Customer
    fields
        customer_id: string required
        tier: string required
    end
end
schema Limit
    fields
        customer_id: string required
        limit: money required
    end
end
schema Slim
    fields
        id: uuid required
        total: decimal required
    end
end
//- /shop.xform
transform slim
    input: Order
    output: Slim
    apply
        id = id
        total = amount * 2
    end
end
transform listed
    input: Order
    output
        total: decimal required
        label: string
    end
    apply
        total = amount
    end
end
transform added
    apply
        total = amount * 2
    end
end
transform asking
    lookups:
        c: customers
    end
    apply
        total = amount * 2
    end
end
transform summed
    input: Order
    output
        customer_id: string required
        orders: integer required
    end
    apply
        customer_id = first(customer_id)
        orders = count()
    end
end
//- /shop.rules
rule Points
    given:
        amount: money
    return:
        points: integer
    set points = 1
end
decision_table Level
    given:
        amount: money
    decide:
        | amount | level |
        |========|=======|
        | > 100  | "high" |
        | *      | "low" |
    return:
        level: string
end
"""
ORDER = "id uuid, customer_id string, amount money, note string?, at timestamp"
SLIM = "id uuid, total decimal"


def described(record: t.Record) -> str:
    """Return a record in one line: `name type?`, with `…` behind one that is open."""
    fields = [
        f"{field.name} {_type(field.type)}{'?' if field.nullable else ''}"
        for field in record.fields
    ]
    return ", ".join([*fields, "…"] if record.open else fields)


def _type(type_: t.Type) -> str:
    if isinstance(type_, t.Record):
        return f"{type_.name or '{'}{'' if type_.name else described(type_) + '}'}"
    if isinstance(type_, t.Collection):
        return f"{type_.kind}<{_type(type_.element)}>"
    return str(type_)


def last_stream(statements: str) -> Stream | None:
    """Return the stream behind the last statement of a process; it must have nothing to say."""
    lines = "".join(f"    {line}\n" for line in statements.strip("\n").splitlines())
    text = f"process P\n{lines}    emit to x\nend\n"
    workspace = workspace_of({**files_of(PROJECT), "/p.proc": text})
    errors = [f.message for f in workspace.findings("/p.proc") if f.severity == "error"]
    assert errors == []
    return _sink(workspace)


def _sink(workspace: Workspace) -> Stream | None:
    segment = workspace.files["/p.proc"].segments[0]
    found = flow(segment, workspace.lookup())
    return next(step for step in reversed(found.steps) if step.entry.rule == "emit").stream_before


RECEIVED = 'receive Order from kafka "orders"\n'
BOTH = RECEIVED + 'receive Payment from kafka "payments"\n'
CASES = {
    "receive a schema": (RECEIVED, ORDER),
    "receive with schema": ('receive orders from kafka "o"\n    schema Order', ORDER),
    "receive a stream of the project": ("receive orders from input_orders", ORDER),
    "receive the stream of that name": ("receive input_orders", ORDER),
    "receive typed": ('receive orders: Order from "o"', ORDER),
    "receive as": ('receive orders from "o" as Order', ORDER),
    "receive an object": ('receive orders from kafka "o"\n    schema object', "…"),
    "receive unknown": ('receive orders from kafka "o"', "…"),
    "project": (RECEIVED + "    project id, note", "id uuid, note string?"),
    "project except": (
        RECEIVED + "    project except id, note",
        "customer_id string, amount money, at timestamp",
    ),
    "filter in receive": (
        RECEIVED + "    filter note is not null",
        ORDER.replace("string?", "string"),
    ),
    "match from": (RECEIVED + "    match from stored on id", f"{ORDER}, …"),
    "filter": (RECEIVED + "filter length(note) > 3 and note != 'x'", ORDER.replace("?", "")),
    "filter by or": (RECEIVED + "filter note == 'x' or amount > 3", ORDER),
    "transform into a schema": (RECEIVED + "transform using slim", SLIM),
    "transform without using": (RECEIVED + "transform slim", SLIM),
    "transform into fields": (RECEIVED + "transform using listed", "total decimal, label string?"),
    "transform that adds": (RECEIVED + "transform using added", f"{ORDER}, total unknown"),
    "transform that asks a source": (RECEIVED + "transform using asking\nlookup customers", f"{ORDER}, total unknown"),
    "transform that asks a source by its own name": (
        RECEIVED + "transform asking\n    params: {}\nlookup c key id\n    cache ttl 1 minute",
        f"{ORDER}, total unknown",
    ),
    "transform and a lookup that it does not ask": (
        RECEIVED + "transform using asking\nlookup limits",
        f"{ORDER}, total unknown, limits Limit?",
    ),
    "transform and a lookup below": (
        RECEIVED + "transform using asking\nlet x = 1\nlookup customers",
        f"{ORDER}, total unknown, customers Customer?",
    ),
    "transform and a lookup in the arm of a route": (
        RECEIVED + "route by note\n    when 'x' ->\n        transform using asking\n        lookup c\n        continue\nend",
        f"{ORDER.replace('?', '')}, total unknown",
    ),
    "transform in braces of an if": (
        RECEIVED + "if amount > 1 then {\n    transform using asking\n    lookup c\n} else {\n    set total = 1\n}",
        f"{ORDER}, total unknown",
    ),
    "transform as": (RECEIVED + "transform using added as Slim", SLIM),
    "transform in place": (
        RECEIVED + "transform\n    total = amount * 2\n    note = 'x'\nend",
        "id uuid, customer_id string, amount money, at timestamp, total decimal, note string",
    ),
    "set": (RECEIVED + "set total = amount * 2", f"{ORDER}, total decimal"),
    "set by the stream's name": (RECEIVED + "set Order.total = 1", f"{ORDER}, total integer"),
    "let": (RECEIVED + "let half = amount / 2\nset part = half", f"{ORDER}, part decimal"),
    "evaluate a rule": (RECEIVED + "evaluate using Points", f"{ORDER}, points integer"),
    "evaluate a table": (RECEIVED + "evaluate using Level", f"{ORDER}, level string"),
    "evaluate with output": (
        RECEIVED + "evaluate using Points\n    output found",
        f"{ORDER}, found {{points integer}}",
    ),
    "evaluate as": (
        RECEIVED + "evaluate using Points as found",
        f"{ORDER}, found {{points integer}}",
    ),
    "evaluate and flag": (RECEIVED + "evaluate using Points\nadd_flag 'x'", f"{ORDER}, points integer, flags list<string>"),
    "metadata": (RECEIVED + "add_metadata 'k' = amount", f"{ORDER}, metadata map<string, string>"),
    "route by": (
        RECEIVED + "route by note\n    when 'x' -> emit to y\n    otherwise continue\nend",
        ORDER,
    ),
    "route when": (
        RECEIVED + "route when note is null to y\n    otherwise continue",
        ORDER.replace("?", ""),
    ),
    "route with steps": (
        RECEIVED + "route by amount\n    when > 3 ->\n        set big = true\n        continue\n"
        "    otherwise ->\n        set small = 1\n        continue\nend",
        f"{ORDER}, big boolean?, small integer?",
    ),
    "enrich": (RECEIVED + "enrich using customers on customer_id", f"{ORDER}, tier string?"),
    "enrich that never misses": (
        RECEIVED + "enrich using limits on customer_id\n    select limit",
        f"{ORDER}, limit money",
    ),
    "lookup": (RECEIVED + "lookup customers", f"{ORDER}, customers Customer?"),
    "lookup from": (
        RECEIVED + "lookup c\n    key customer_id\n    from customers",
        f"{ORDER}, c Customer?",
    ),
    "call": (
        RECEIVED + 'call external scores\n    endpoint "http://x"\nset s = scores.value',
        f"{ORDER}, scores object?, s unknown",
    ),
    "window": (
        RECEIVED + "window tumbling 1 minute\n    key by customer_id\n    aggregate\n"
        "        count()\n        sum(amount)\n        max(at) as newest\n        mean = avg(amount)\n"
        "        collect(note)\n    end\nend",
        ("customer_id string, count integer, sum_amount money, newest timestamp, mean decimal, "
        "collect_note list<string>, window_start timestamp, window_end timestamp"),
    ),
    "window on one line": (
        RECEIVED + "window session gap 1 minute\n    aggregate count_distinct(note) as notes by customer_id",
        "customer_id string, notes integer, window_start timestamp, window_end timestamp",
    ),
    "aggregate using": (
        RECEIVED + "window tumbling 1 minute\n    key by customer_id\n    aggregate using summed",
        "customer_id string, orders integer, window_start timestamp, window_end timestamp",
    ),
    "join": (
        BOTH + "join Order with Payment on id within 1 hour",
        ("id uuid, Order.customer_id string, amount money, note string?, Order.at timestamp, "
        "Payment.customer_id string, paid money, Payment.at timestamp"),
    ),
    "left join": (
        BOTH + "join Order with Payment on id, customer_id within 1 hour type left",
        ("id uuid, customer_id string, amount money, note string?, Order.at timestamp, paid money?, "
        "Payment.at timestamp?"),
    ),
    "outer join": (
        BOTH + "join Order with Payment on id, customer_id within 1 hour type outer",
        ("id uuid, customer_id string, amount money?, note string?, Order.at timestamp?, paid money?, "
        "Payment.at timestamp?"),
    ),
    "qualified names": (
        BOTH + "join Order with Payment on id within 1 hour type left\n"
        "set a = Order.customer_id\nset b = Payment.customer_id\n"
        "transform using added as Slim",
        SLIM,
    ),
    "merge": (
        ('receive a from kafka "a"\n    schema Order\nreceive b from kafka "b"\n    schema Order\n'
        "merge a, b into both\nfilter both.amount > 3"),
        ORDER,
    ),
    "merge of unequal nulls": (
        ('receive a from kafka "a"\n    schema Order\nfilter note is not null\n'
        'receive b from kafka "b"\n    schema Order\nmerge a, b'),
        ORDER,
    ),
    "deduplicate": (RECEIVED + "deduplicate by id window 1 day", ORDER),
    "validate": (
        RECEIVED + 'validate_input\n    require note is not null else "no note"\nend',
        ORDER.replace("?", ""),
    ),
    "branches": (
        RECEIVED + "route by amount\n    when > 3 -> large\n    otherwise -> small\nend\n"
        "branch large\n    set level = 3\nend\nbranch small\n    set level = 1\nend\n"
        "merge large, small into all",
        f"{ORDER}, level integer",
    ),
    "parallel": (
        RECEIVED + "parallel\n    branch points\n        evaluate using Points\n    end\n"
        '    branch "level"\n        transform using slim\n    end\nend\n'
        "aggregate whole from points, level",
        f"{ORDER}, points {{{ORDER}, points integer}}?, level Slim?",
    ),
    "union of branches": (
        RECEIVED + "parallel\n    branch a\n        transform using slim\n    end\n"
        "    branch b\n        transform using slim\n    end\nend\nunion all",
        SLIM,
    ),
    "await": (
        BOTH + "await Order until Payment arrives\n    matching on id\n    timeout 1 hour\n    skip",
        f"{ORDER}, Payment Payment",
    ),
    "hold": (
        RECEIVED + "hold Order keyed by customer_id complete when count >= 3 timeout 1 hour skip",
        "customer_id string, items list<Order>",
    ),
    "if": (
        RECEIVED + "if amount > 3 then\n    set level = 1\n    set x = 'a'\nelseif amount > 2 then\n"
        "    set level = 2.5\nelse\n    set level = 3\nendif",
        f"{ORDER}, level decimal, x string?",
    ),
    "if that fills a gap": (
        RECEIVED + "if note is null then\n    set note = 'none'\nendif",
        "id uuid, customer_id string, amount money, at timestamp, note string",
    ),
    "if that ends": (
        RECEIVED + "if note is null then\n    terminate\nendif",
        ORDER.replace("?", ""),
    ),
    "when": (RECEIVED + "when amount > 3\n    set big = true\nend", f"{ORDER}, big boolean?"),
    "sql": (RECEIVED + "sql ```select id, amount as total from Order``` as Slim", SLIM),  # noqa: S608
    "schedule": (RECEIVED + "schedule t after 1 hour action go", ORDER),
    "audit": (RECEIVED + 'emit_audit_event "x" actor user customer_id', ORDER),
    "adjust": (RECEIVED + "adjust_score by amount", f"{ORDER}, score money"),
    "log": (RECEIVED + 'log_info "x"', ORDER),
    "phase": (
        "markers\n    full: when Order.drained\nend\n" + RECEIVED + "phase after full\n    set late = true\nend",
        f"{ORDER}, late boolean?",
    ),
    "signal": (RECEIVED + "signal go to Q", ORDER),
    "persist": (RECEIVED + "persist to archive", ORDER),
    "state": (
        "state\n    local seen keyed by id type counter ttl 1 day\nend\n"
        + RECEIVED + "set state.seen = state.seen + 1",
        ORDER,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "record"), CASES.values(), ids=CASES)
def test_a_step_leaves_this_record(statements: str, record: str) -> None:
    stream = last_stream(statements)
    assert stream is not None
    assert described(stream.record) == record


WRONG = {
    "a filter": (RECEIVED + "filter amont > 3", "NX101", "amont"),
    "a filter in receive": (RECEIVED + "    filter amont > 3", "NX101", "amont"),
    "a partition key": (RECEIVED + "    partition_key customer", "NX101", "customer"),
    "a header of receive": (RECEIVED + "    headers: { a: custom }", "NX101", "custom"),
    "a projected field": (RECEIVED + "    project id, amont", "NX101", "amont"),
    "a dropped field": (RECEIVED + "    project except amont", "NX101", "amont"),
    "a matched field": (RECEIVED + "    match from stored on idd", "NX101", "idd"),
    "behind project": (RECEIVED + "    project id\nfilter amount > 3", "NX101", "amount"),
    "behind a transform": (RECEIVED + "transform using slim\nfilter amount > 3", "NX101", "amount"),
    "a let behind a transform": (
        RECEIVED + "let half = amount / 2\ntransform using slim\nfilter half > 3",
        "NX101",
        "half",
    ),
    "a name before its let": (RECEIVED + "set a = half\nlet half = 1", "NX101", "half"),
    "an inline transform": (RECEIVED + "transform\n    a = amont * 2\nend", "NX101", "amont"),
    "a parameter": (RECEIVED + "evaluate using Points\n    params: { a: amont }", "NX101", "amont"),
    "an input of a rule": (
        RECEIVED + "transform using listed\nevaluate using Points",
        "NX501",
        "Points",
    ),
    "a result inside its field": (
        RECEIVED + "evaluate using Points as found\nfilter points > 1",
        "NX101",
        "points",
    ),
    "a field of a result": (
        RECEIVED + "evaluate using Points as found\nfilter found.point > 1",
        "NX103",
        "point",
    ),
    "what a route is by": (
        RECEIVED + "route by amont\n    when > 3 -> emit to y\n    otherwise continue\nend",
        "NX101",
        "amont",
    ),
    "a cell of a route": (
        RECEIVED + "route by amount\n    when 'x' -> emit to y\n    otherwise continue\nend",
        "NX402",
        "'x'",
    ),
    "a route's condition": (
        RECEIVED + "route when amont > 3 to y\n    otherwise continue",
        "NX101",
        "amont",
    ),
    "a step of an arm": (
        RECEIVED + "route by amount\n    when > 3\n        set a = amont\n        emit to y\n"
        "    otherwise continue\nend",
        "NX101",
        "amont",
    ),
    "a rule that routes": (
        RECEIVED + "route using Pints\n    'x' to y\n    otherwise continue",
        "NX100",
        "Pints",
    ),
    "a key of enrich": (RECEIVED + "enrich using customers on customer", "NX101", "customer"),
    "a selected field": (
        RECEIVED + "enrich using customers on customer_id\n    select teer",
        "NX103",
        "teer",
    ),
    "keys that are not there": (
        RECEIVED + "transform using slim\nenrich using customers",
        "NX501",
        "customers",
    ),
    "a key of lookup": (RECEIVED + "lookup c\n    key custom\n    from customers", "NX101", "custom"),
    "a found field": (RECEIVED + "lookup customers\nset a = customers.teer", "NX103", "teer"),
    "features of a call": (
        RECEIVED + "call external s\n    features: { a: amont }",
        "NX101",
        "amont",
    ),
    "a key of a window": (
        RECEIVED + "window tumbling 1 minute\n    key by customer\n    aggregate count()",
        "NX101",
        "customer",
    ),
    "an aggregated field": (
        RECEIVED + "window tumbling 1 minute\n    key by id\n    aggregate sum(amont)",
        "NX101",
        "amont",
    ),
    "what a window left out": (
        RECEIVED + "window tumbling 1 minute\n    key by id\n    aggregate sum(amount)\nfilter amount > 3",
        "NX101",
        "amount",
    ),
    "a qualified name": (
        BOTH + "join Order with Payment on id within 1 hour\nset a = customer_id",
        "NX101",
        "customer_id",
    ),
    "a field of the other stream": (
        BOTH + "join Order with Payment on id within 1 hour\nset a = Order.paid",
        "NX103",
        "paid",
    ),
    "a key that a side lacks": (
        BOTH + "join Order with Payment on id, paid within 1 hour",
        "NX101",
        "paid",
    ),
    "an unknown side": (
        RECEIVED + "join Order with Paiments on id within 1 hour",
        "NX100",
        "Paiments",
    ),
    "another stream's name": (BOTH + "filter Order.amount > 3\njoin Order with Payment on id within 1 hour",
        "NX101", "Order"),
    "a deduplicated field": (RECEIVED + "deduplicate by idd window 1 day", "NX101", "idd"),
    "a requirement": (
        RECEIVED + 'validate_input\n    require amont > 3 else "x"\nend',
        "NX101",
        "amont",
    ),
    "a step of a branch": (
        RECEIVED + "route by amount\n    when > 3 -> y\n    otherwise continue\nend\n"
        "branch y\n    set a = amont\n    emit to z\nend",
        "NX101",
        "amont",
    ),
    "a step of a parallel branch": (
        RECEIVED + "parallel\n    branch a\n        set x = amont\n    end\nend\naggregate w from a",
        "NX101",
        "amont",
    ),
    "an unknown branch": (
        RECEIVED + "parallel\n    branch points\n        set x = 1\n    end\nend\naggregate w from pints",
        "NX100",
        "pints",
    ),
    "a field of a branch": (
        RECEIVED + "parallel\n    branch a\n        set x = 1\n    end\nend\naggregate w from a\nfilter a.y > 1",
        "NX103",
        "y",
    ),
    "a field of an awaited record": (
        BOTH + "await Order until Payment arrives\n    matching on id\n    timeout 1 hour\n    skip\n"
        "filter Payment.amount > 3",
        "NX103",
        "amount",
    ),
    "what hold keeps": (
        RECEIVED + "hold Order keyed by customer_id timeout 1 hour skip\nfilter amount > 3",
        "NX101",
        "amount",
    ),
    "an item of hold": (
        RECEIVED + "hold Order keyed by id timeout 1 hour skip\nfilter any(items, amont > 3)",
        "NX101",
        "amont",
    ),
    "an if": (RECEIVED + "if amont > 3 then\n    set a = 1\nendif", "NX101", "amont"),
    "a field that an arm sets": (
        RECEIVED + "if amount > 3 then\n    set a = 1\nelse\n    set b = a\nendif",
        "NX101",
        "a",
    ),
    "a timer": (RECEIVED + "schedule t after amount action go", "NX150", "amount"),
    "the end of a repetition": (
        RECEIVED + "schedule t after 1 hour action go repeat until amont > 3",
        "NX101",
        "amont",
    ),
    "an actor": (RECEIVED + 'emit_audit_event "x" actor user custom', "NX101", "custom"),
    "metadata": (RECEIVED + 'add_metadata "k" = amont', "NX101", "amont"),
    "a key of a sink": (RECEIVED + "emit to y\n    key idd", "NX101", "idd"),
    "a header of a sink": (RECEIVED + "emit to y\n    headers: { a: idd }", "NX101", "idd"),
    "a channel": (RECEIVED + "emit to y\n    channel: idd", "NX101", "idd"),
    "a sink's schema": (RECEIVED + "emit to y\n    schema Slim", "NX520", "Slim"),
    "a condition of a phase": (
        "markers\n    full: when Order.drained\nend\n" + RECEIVED + "phase after full\n    emit to y\n"
        "    on complete when amont > 3 signal go to Q\nend",
        "NX101",
        "amont",
    ),
    "a marker's stream": (
        "markers\n    full: when Ordr.drained\nend\n" + RECEIVED,
        "NX100",
        "Ordr",
    ),
    "the process's time": ("time by att\n" + RECEIVED, "NX101", "att"),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "code", "text"), WRONG.values(), ids=WRONG)
def test_a_wrong_name_is_one_finding_at_the_name(statements: str, code: str, text: str) -> None:
    lines = "".join(f"    {line}\n" for line in statements.strip("\n").splitlines())
    process = f"process P\n{lines}    emit to x\nend\n"
    workspace = workspace_of({**files_of(PROJECT), "/p.proc": process})
    found = [f for f in workspace.findings("/p.proc") if f.severity == "error"]
    assert [f.code for f in found] == [code], [f.message for f in found]
    (line, start), (_line, end) = found[0].start, found[0].end
    assert process.splitlines()[line][start:end] == text
