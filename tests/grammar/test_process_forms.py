"""Every form of `process.md`: what it parses to, and a near miss with its message."""

from __future__ import annotations

import pytest
from forms import parse_form

from nexflow_grammar.languages import Language

#: By row of the chapter: texts with their outlines. `@` starts a whole file; other texts stand in
#: a definition.
FORMS: dict[str, list[tuple[str, str]]] = {
    "heads": [
        ("@process P\nend", "process_head"),
        ("@process P {\n}", "process_head"),
        ('description "x"', "process_head(description)"),
    ],
    "parallelism": [
        ("parallelism 4", "process_head(parallelism)"),
        ("parallelism hint 4", "process_head(parallelism)"),
        ("parallelism ${jobs.parallelism}", "process_head(parallelism)"),
    ],
    "partition": [
        ("partition by a, b.c", "process_head(partition)"),
    ],
    "time": [
        ("time by placed_at", "process_head(time)"),
        ("time by processing_time", "process_head(time)"),
        (
            "time by t watermark delay 5 seconds late data to late allowed lateness 1 minute",
            "process_head(time)",
        ),
        (
            "time by t\n    watermark delay 5s\n    late data to late\n    allowed_lateness 1m",
            "process_head(time(time_clause time_clause time_clause))",
        ),
    ],
    "mode": [
        ("mode stream", "process_head(mode)"),
        ("mode batch", "process_head(mode)"),
        ("mode micro_batch 5 seconds", "process_head(mode)"),
    ],
    "checkpoint": [
        ("checkpoint every 5 minutes", "process_head(checkpoint)"),
        ("checkpoint every 100 events", "process_head(checkpoint)"),
        ("checkpoint every 100 events or 5 minutes using s3", "process_head(checkpoint)"),
        ("checkpoint every 1 minute to s3", "process_head(checkpoint)"),
    ],
    "backpressure": [
        ("backpressure block", "process_head(backpressure)"),
        ("backpressure strategy drop", "process_head(backpressure)"),
        ("backpressure sample 0.5 alert after 5 minutes", "process_head(backpressure)"),
        ("when slow strategy sample 2\n    alert after 1 minute", "process_head(backpressure)"),
    ],
    "state machine": [
        ("state_machine Order", "process_head(state_machine)"),
        (
            "state_machine Order schema S persistence rocks checkpoint every 5 minutes",
            "process_head(state_machine)",
        ),
        (
            "state_machine Order\n    schema S\n    persistence rocks",
            "process_head(state_machine(clause clause))",
        ),
    ],
    "business date": [
        ("business_date from calendar", "process_head(business_date)"),
        ("processing_date auto", "process_head(business_date)"),
    ],
    "markers": [
        (
            'markers\n    a: when orders.drained\n    b: trades.count >= 10 and (a or api.x.y)\n    c: after "18:00"\n    d: when after end_of_day\nend',
            "process_head(markers(marker marker marker marker))",
        ),
    ],
    "state": [
        (
            "state\n    uses s\n    local a keyed by x, y type counter\n    local b keyed by x type map ttl sliding 5 minutes cleanup on_access\n    buffer c keyed by x type fifo\n    buffer d keyed by x type priority by y ttl absolute 1 hour\nend",
            "process_head(state_block(state_entry state_entry state_entry state_entry state_entry))",
        ),
        (
            "state\n    local a\n        keyed by x\n        type list",
            "process_head(state_block(state_entry))",
        ),
    ],
    "metrics": [
        (
            "metrics\n    counter a\n    histogram b\n    gauge c\n    rate d\n    rate e window 1 minute\nend",
            "process_head(metrics(metric metric metric metric metric))",
        ),
    ],
    "errors": [
        (
            "on error\n    transform_error skip\n    lookup failure retry 3 times\n    rule_error retry 3\n    correlation error dead_letter dlq\nend",
            "process_head(on_error(error_handler error_handler error_handler error_handler))",
        ),
        (
            'on error\n    log_error("a ${error.message}")\n    emit_audit_event "x"\n    retry 3 times delay 5s backoff exponential max_delay 1 minute then\n        transition to "failed"\n        emit to dlq\nend',
            "process_head(on_error(flag audit retry transition emit))",
        ),
        ("on error\n    retry indefinitely\nend", "process_head(on_error(retry))"),
        ("on_error send to dlq end", "process_head(on_error(emit))"),
        ("on error emit to dlq end", "process_head(on_error(emit))"),
    ],
    "completion": [
        ("on commit emit completion to done correlation id", "process_head(on_commit)"),
        (
            "on commit failure emit completion to failed correlation id include a, b schema S",
            "process_head(on_commit)",
        ),
        (
            "on commit\n    emit completion to done\n    correlation id\n    include a",
            "process_head(on_commit)",
        ),
    ],
    "receive": [
        ("receive orders", "process_head(receive)"),
        ('receive Order from kafka "orders"', "process_head(receive)"),
        ('receive orders: Order from "t"', "process_head(receive)"),
        ('receive orders from "t" as Order', "process_head(receive)"),
        ('receive orders from kafka "a", "b"', "process_head(receive)"),
        ("receive orders from input_orders", "process_head(receive)"),
        ("receive orders from ${topics.orders.name}", "process_head(receive)"),
        ("receive a from state_store s", "process_head(receive)"),
        ('receive a from mine "x"', "process_head(receive)"),
        ('receive a from kafka "t" schema object', "process_head(receive)"),
    ],
    "receive clauses": [
        (
            'receive a\n    schema S\n    from kafka "t"\n    group "g"\n    offset earliest\n    isolation read_committed\n    key a.b\n    partition_key c\n    headers: { a: "b" }\n    format avro\n    registry "r"\n    index "i"',
            "process_head(receive(clause clause clause clause clause clause clause clause clause clause clause))",
        ),
        (
            'receive a\n    from timestamp "2020-01-01"\n    to timestamp "2021-01-01"\n    project a, b\n    project except c\n    filter a > 1\n    store in s\n    match from b on c, d',
            "process_head(receive(clause clause clause clause clause clause) filter)",
        ),
        ('receive a from parquet "p" partition_by a, b schema_path "s"', "process_head(receive)"),
        (
            'receive a from csv "c"\n    delimiter ","\n    quote "\'"\n    escape_char "\\\\"\n    header true\n    null_value "NULL"',
            "process_head(receive(clause clause clause clause clause))",
        ),
        (
            'receive a\n    headers:\n        x: "y"\n        z: 1\n    where a.b > 1',
            "process_head(receive(clause_block(binding binding)) filter)",
        ),
    ],
    "transform": [
        ("transform using T", "process_head(transform)"),
        ("transform T", "process_head(transform)"),
        (
            "transform using T params: { a: 1 } input: [b, c] lookups: { d: e }",
            "process_head(transform)",
        ),
        (
            'transform using T lookup c from kafka "x" key id cache ttl 5 minutes',
            "process_head(transform)",
        ),
        ("transform using T state a, b", "process_head(transform)"),
        (
            "transform using T\n    params:\n        a: 1\n        b: 2\n    on_success\n        emit to a\n    end\n    on_failure { emit to b\n    }",
            "process_head(transform(clause_block(binding binding) handler(emit) handler(emit)))",
        ),
        ("transform T as S", "process_head(transform)"),
        ("transform using T\nas S", "process_head(transform)"),
    ],
    "inline transform": [
        (
            "transform\n    a = 1\n    set b.c = 2\nend",
            "process_head(transform_block(assignment set))",
        ),
        ("transform enrich\n    a = 1", "process_head(transform(assignment))"),
        (
            "transform total = a * b\n    tax = 1\nend",
            "process_head(transform_block(assignment assignment))",
        ),
        ("calculate: a = b\n    c = d", "process_head(transform_block(assignment assignment))"),
        ("calculate:\n    a = b", "process_head(transform_block(assignment))"),
    ],
    "set, let": [
        ("set a.b = 1", "process_head(set)"),
        ("let a = b", "process_head(let)"),
    ],
    "evaluate": [
        ("evaluate using R", "process_head(evaluate)"),
        ("evaluate R as n", "process_head(evaluate)"),
        ("evaluate using R params: { a: 1 } output o", "process_head(evaluate)"),
        (
            "evaluate using R\n    when a > 1 then\n        emit to b\n    end",
            "process_head(evaluate when_step(emit))",
        ),
        (
            'evaluate using R\n    on_critical_fraud\n        add_flag "x"\n    end',
            "process_head(evaluate(handler(flag)))",
        ),
        ('evaluate using R\n    add_flag "x"', "process_head(evaluate flag)"),
    ],
    "route using": [
        (
            'route using R\n    "a" to x\n    b to y\notherwise to z\nemit to x',
            "process_head(route(destination destination destination) emit)",
        ),
        (
            "route using R\n    a to b\n    otherwise continue",
            "process_head(route(destination otherwise terminal))",
        ),
        ('route using "file.rules"', "process_head(route)"),
        ("route using R", "process_head(route)"),
        (
            "route using when c then x\n    when d then y\n    otherwise z\nend",
            "process_head(route(arm arm_target arm arm_target otherwise arm_target))",
        ),
        ("route using\n    when c then x\nend", "process_head(route(arm arm_target))"),
    ],
    "route when": [
        ("route when a > 1 to x", "process_head(route)"),
        ("route when a > 1 to x otherwise to y\nemit to x", "process_head(route emit)"),
        (
            "route when a then send to x\n    when b then send to y\n    otherwise send to z\nend",
            "process_head(route(emit arm emit otherwise emit))",
        ),
    ],
    "route by": [
        (
            'route by a\n    when < 1000 -> "x"\n    when 1 to 5 -> emit to y\n    when in [1, 2] -> to z\n    when in ("a", "b") then\n        set c = 1\n        route by d\n            when "e" -> f\n        end\n    when starts_with "x" -> emit y\n    when is null -> a\n    otherwise -> emit to b\nend',
            "process_head(route(arm arm_target arm emit arm arm_target arm set route(arm arm_target) arm arm_target arm arm_target otherwise emit))",
        ),
        (
            'route by a when "x" send to "y" when "z" -> q default send to "w" end',
            "process_head(route(arm emit arm arm_target otherwise emit))",
        ),
        (
            'route by a\n    when "a" send to "x"\n    default send to "y"\nend',
            "process_head(route(arm emit otherwise emit))",
        ),
    ],
    "enrich": [
        ("enrich using C on id", "process_head(enrich)"),
        (
            "enrich from C on a, b select c, d timeout 5s cache ttl 5 minutes",
            "process_head(enrich)",
        ),
        ("enrich with C lookup x by y\n    add a, b", "process_head(enrich(clause))"),
        ("enrich using C\n    lookup x by y", "process_head(enrich)"),
        ("enrich from C\n    on id\n    select a", "process_head(enrich(clause))"),
    ],
    "lookup": [
        ("lookup c", "process_head(lookup)"),
        ("lookup c key a.b from state_store", "process_head(lookup)"),
        ('lookup c key a from mongodb "m" cache ttl 5 minutes', "process_head(lookup)"),
        ("lookup c from customers filter a > 1", "process_head(lookup)"),
        (
            'lookup c\n    key id\n    from mongodb "m"\n    cache 5 minutes',
            "process_head(lookup(clause clause clause))",
        ),
    ],
    "window": [
        (
            "window tumbling 1 minute\n    key by a, b\n    aggregate sum(a) by b",
            "process_head(window(clause aggregate))",
        ),
        (
            "window sliding 5 minutes every 1 minute\n    aggregate\n        count()\n    end\n    allowed lateness 1 minute\n    late data to late\n    state s\nend",
            "process_head(window(aggregate_block(aggregate_entry) clause(clause clause)))",
        ),
        (
            "window session gap 5 minutes partition by a\n    aggregate count()",
            "process_head(window(aggregate))",
        ),
        ("window tumbling 1h keyed_by a\n    allowed_lateness 1m", "process_head(window(clause))"),
    ],
    "aggregate": [
        (
            "aggregate\n    count()\n    sum(a.b) as c\n    collect(x)\nend",
            "process_head(aggregate_block(aggregate_entry aggregate_entry aggregate_entry))",
        ),
        ("aggregate sum(a) as b by c, d", "process_head(aggregate)"),
        ("aggregate count() as n\n    sum(a)\nend", "process_head(aggregate(aggregate_entry))"),
        (
            "aggregate\n    a = count()\n    b = sum(c)\nend as S",
            "process_head(aggregate_block(aggregate_entry aggregate_entry clause))",
        ),
        ("aggregate using T", "process_head(aggregate)"),
        (
            "aggregate: n = count() where a > 1\n    s = sum(b)\nas S",
            "process_head(aggregate_block(aggregate_entry aggregate_entry clause))",
        ),
        ("aggregate n = count()\nend", "process_head(aggregate_block(aggregate_entry))"),
        ("aggregate { count()\n}", "process_head(aggregate_block(aggregate_entry))"),
    ],
    "aggregate branches": [
        ("aggregate r from a, b timeout 5 minutes", "process_head(aggregate)"),
        (
            'aggregate r from a, b\n    timeout 5 minutes\n    on_partial_timeout\n        log_warning "x"\n        add_flag "y"\nemit to z',
            "process_head(aggregate(clause on_partial_timeout(flag flag)) emit)",
        ),
    ],
    "join": [
        ("join a with b on id within 5 minutes", "process_head(join)"),
        ("join a with b on x, y within 1 hour type left", "process_head(join)"),
        ("join a with b\n    on id\n    within 5 minutes\n    type outer", "process_head(join)"),
    ],
    "merge": [
        ("merge a, b", "process_head(merge)"),
        ("merge a, b, c into d", "process_head(merge)"),
        ("union all", "process_head(merge)"),
    ],
    "deduplicate": [
        ("deduplicate by id", "process_head(deduplicate)"),
        (
            "deduplicate by id window 5 minutes\n    on_duplicate\n        emit to d\n    end",
            "process_head(deduplicate(handler(emit)))",
        ),
        ("deduplicate by id\n    window 5 minutes", "process_head(deduplicate)"),
    ],
    "validate": [
        (
            'validate_input\n    require a else "b"\n    require c else "d"\nemit to x',
            "process_head(validate_input(require require) emit)",
        ),
        ('validate_input {\n    require a else "b"\n}', "process_head(validate_input(require))"),
        ("validate input on_invalid send to bad", "process_head(validate_schema)"),
        ("validate input\n    on_invalid send to bad", "process_head(validate_schema)"),
        ("on_validation_error send to bad end", "process_head(handler(emit))"),
        ("on_validation_error\n    send to bad\nend", "process_head(handler(emit))"),
    ],
    "branch": [
        ("branch a\n    emit to b\nend", "process_head(branch(emit))"),
        ('branch "a" {\n    emit to b\n}', "process_head(branch(emit))"),
    ],
    "parallel": [
        (
            "parallel\n    branch a\n        emit to b\n    end\nend",
            "process_head(parallel(branch(emit)))",
        ),
        (
            "parallel p timeout 5s require_all true min_required 2\n    branch a\n    end\nend",
            "process_head(parallel(branch))",
        ),
        (
            "parallel p\n    timeout 5 minutes\n    require_all false\n    min_required 1\n    branch a\n    end\nend",
            "process_head(parallel(parallel_option parallel_option parallel_option branch))",
        ),
    ],
    "call": [
        ("call external scorer", "process_head(call_external)"),
        ('call ml_service "m" timeout 5s features: [a, b]', "process_head(call_external)"),
        (
            'call external s\n    endpoint "x"\n    timeout 5s\n    features: { a: b }\n    retry 3 times\n    circuit_breaker failure_threshold 5 reset_timeout 1m',
            "process_head(call_external(clause clause clause clause clause))",
        ),
        (
            "call external s circuit_breaker\n    failure_threshold 5\n    reset_timeout 1 minute",
            "process_head(call_external(clause clause))",
        ),
    ],
    "await": [
        ("await a until b arrives matching on id timeout 5 minutes skip", "process_head(await)"),
        (
            "await a until b arrives matching on x, y timeout 5m dead_letter d",
            "process_head(await)",
        ),
        (
            "await a until b arrives\n    matching on id\n    timeout 5 minutes\n    emit to late\n        schema L\nemit to next",
            "process_head(await(clause emit(clause)) emit)",
        ),
        ("await a until b arrives matching on id timeout 5m emit to x", "process_head(await)"),
    ],
    "hold": [
        ("hold a keyed by id timeout 5 minutes skip", "process_head(hold)"),
        (
            "hold a in b keyed by x, y complete when count >= 5 timeout 5m emit to late",
            "process_head(hold)",
        ),
        (
            "hold a keyed by id complete when marker received timeout 1m\n    dead_letter d",
            "process_head(hold(timeout_action))",
        ),
        (
            "hold a\n    keyed by id\n    complete when using T\n    timeout 5m\n    skip",
            "process_head(hold(clause timeout_action))",
        ),
    ],
    "if": [
        (
            "if a then\n    emit to b\nelseif c then\n    emit to d\nelse\n    emit to e\nendif",
            "process_head(if(emit elseif emit else emit))",
        ),
        ("if a then emit to b else emit to c endif", "process_head(if(emit else emit))"),
        ("if a then\n    set b = when c then 1\n        otherwise 2\nend", "process_head(if(set))"),
        ("if a\n    and b then\n    continue\nend", "process_head(if(terminal))"),
        ("when a > 1\n    emit to b\nend", "process_head(when_step(emit))"),
        ("when a then\n    terminate\nend", "process_head(when_step(terminal))"),
    ],
    "sql": [
        ("sql ```select 1 as end``` as r", "process_head(sql)"),
        (
            "sql ```\n  select a\nend\nprocess X\n```\n    as r\n    schema S",
            "process_head(sql(clause))",
        ),
    ],
    "schedule": [
        ("schedule t after 5 minutes action a", "process_head(schedule)"),
        ("schedule t after x hours action a repeat until done", "process_head(schedule)"),
        (
            "schedule t\n    after 5m\n    action a\n    repeat until b > 1",
            "process_head(schedule)",
        ),
    ],
    "transition": [
        ('transition to "x"', "process_head(transition)"),
        ("transition to shipped", "process_head(transition)"),
    ],
    "audit": [
        ('emit_audit_event "x"', "process_head(audit)"),
        ('emit_audit_event "x" actor system "s" payload: { a: b }', "process_head(audit)"),
        (
            'emit_audit_event "x"\n    actor user a.b\n    payload: {\n        c: d\n    }',
            "process_head(audit(clause))",
        ),
    ],
    "flags": [
        ('add_flag "a"', "process_head(flag)"),
        ('add_metadata "k" = a + 1', "process_head(metadata)"),
        ("adjust_score by a.b", "process_head(adjust_score)"),
        ('log_error "x"', "process_head(flag)"),
        ('log_warning("x")', "process_head(flag)"),
        ('log_info "a ${b}"', "process_head(flag)"),
    ],
    "end of the way": [
        ("continue", "process_head(terminal)"),
        ("terminate", "process_head(terminal)"),
    ],
    "signal": [
        ("signal a to b", "process_head(signal)"),
    ],
    "phase": [
        (
            "phase before a\n    emit to b\n    on complete signal s\nend",
            "process_head(phase(emit on_complete))",
        ),
        (
            "phase between a and b\n    emit to b\n    on complete when c > 1 signal s to t\n    on complete signal u\nend",
            "process_head(phase(emit on_complete on_complete))",
        ),
        ("phase after a\nend", "process_head(phase)"),
        ("phase anytime {\n    emit to b\n}", "process_head(phase(emit))"),
    ],
    "emit": [
        ("emit to a", "process_head(emit)"),
        ('emit to "a-b"', "process_head(emit)"),
        ("send to a with b", "process_head(emit)"),
        ("emit to a schema S", "process_head(emit)"),
        (
            'emit to a\n    schema S\n    to kafka "t"\n    key a\n    headers: { a: b }\n    format avro\n    registry "r"\n    upsert by a\n    template "t"\n    channel: a + b\n    index "i"\n    compaction none\n    retention 7 days',
            "process_head(emit(clause clause clause clause clause clause clause clause clause clause clause clause))",
        ),
        (
            'emit to a\n    broadcast\n    reason "x ${y}"\n    preserve_state true\n    include_error_context yes\n    payload: { a: b }\n    retention infinite\n    round_robin',
            "process_head(emit(clause clause clause clause clause clause clause))",
        ),
        (
            "emit to a\n    batch size 100\n    batch timeout 500",
            "process_head(emit(clause clause))",
        ),
        ("emit to ${topics.out}", "process_head(emit)"),
    ],
    "persist": [
        ("persist to db", "process_head(persist)"),
        (
            "persist to db async batch size 5 flush interval 5 seconds on error continue",
            "process_head(persist)",
        ),
        (
            "persist to db\n    sync\n    batch size 5\n    on error emit to x\nemit to y",
            "process_head(persist(clause(clause) persist_error) emit)",
        ),
        ("emit to a persist to db", "process_head(emit)"),
        (
            "emit to a\n    persist to db\n    async\n    on error fail",
            "process_head(emit persist(clause persist_error))",
        ),
    ],
    "filter": [
        ("filter a > 1", "process_head(filter)"),
        ("where orders.a > 1\n    and b", "process_head(filter)"),
    ],
    "configuration": [
        ("checkpoint every ${c.d}", "process_head(checkpoint)"),
        ("window tumbling ${c.w:5 minutes}", "process_head(window)"),
        ('emit to "${config.x}"', "process_head(emit)"),
        ("receive a from kafka ${t}", "process_head(receive)"),
    ],
}
#: By row: texts with one mistake and its problem.
NEAR_MISSES: dict[str, list[tuple[str, str]]] = {
    "heads": [
        ("@process\nend", "process| this ends too early: a name is expected"),
    ],
    "parallelism": [
        (
            "parallelism many",
            "many| `many` cannot stand here: `${…}` or `hint` or a whole number is expected",
        ),
    ],
    "partition": [
        ("partition by", "by| this ends too early: a name is expected"),
    ],
    "time": [
        (
            "time by t watermark 5 seconds",
            "watermark| `watermark` cannot stand here: `allowed lateness` or `allowed_lateness` or `late data to` or `watermark delay` is expected",
        ),
    ],
    "mode": [
        (
            "mode micro_batch",
            "micro_batch| this ends too early: `${…}` or a duration is expected",
        ),
    ],
    "checkpoint": [
        (
            "checkpoint every",
            "every| this ends too early: `${…}` or a duration is expected",
        ),
    ],
    "backpressure": [
        (
            "backpressure explode",
            "explode| `explode` cannot stand here: `block` or `drop` or `sample` or `strategy` is expected",
        ),
    ],
    "state machine": [
        (
            "state_machine Order persistence",
            "persistence| this ends too early: `${…}` or a name is expected",
        ),
    ],
    "business date": [
        ("business_date from 5", "5| `5` cannot stand here: `${…}` or a name is expected"),
    ],
    "markers": [
        (
            "markers\n    a: when count >=\nend",
            ">=| this ends too early: `${…}` or a whole number is expected",
        ),
    ],
    "state": [
        (
            "state\n    local a type counter\nend",
            "type| `type` cannot stand here: `keyed by` is expected",
        ),
        (
            "state\n    buffer a keyed by x type counter\nend",
            "counter| `counter` cannot stand here: `fifo` or `lifo` or `priority` is expected",
        ),
    ],
    "metrics": [
        (
            "metrics\n    meter a\nend",
            "meter| `meter` cannot stand here: `counter` or `histogram` or `gauge` or `rate` is expected",
        ),
    ],
    "errors": [
        (
            "on error\n    transform_error explode\nend",
            "explode| `explode` cannot stand here: `dead_letter` or `retry` or `skip` or `then` is expected",
        ),
        (
            "on error\n    retry 3 times backoff quadratic\nend",
            "quadratic| `quadratic` cannot stand here: `exponential` or `linear` is expected",
        ),
    ],
    "completion": [
        (
            "on commit emit to done",
            "emit| `emit` cannot stand here: `emit completion to` or `failure` is expected",
        ),
    ],
    "receive": [
        ("receive", "receive| this ends too early: a name is expected"),
        (
            'receive orders kafka "t"',
            "kafka| `kafka` cannot stand here: a clause of `receive` such as `schema`, `key` or `filter` is expected",
        ),
        (
            'receive orders: from "t"',
            '"t"| `"t"` cannot stand here: a clause of `receive` such as `schema`, `key` or `filter` is expected',
        ),
    ],
    "receive clauses": [
        ("receive a\n    schema 5", "5| `5` cannot stand here: `${…}` or a name is expected"),
        ("receive a offset", "offset| this ends too early: `${…}` or a name is expected"),
        ("receive a\n    headers: 5", "5| `5` cannot stand here: `[` or `{` is expected"),
    ],
    "transform": [
        ("transform using", "using| this ends too early: a name is expected"),
        ("transform using T params: 5", "5| `5` cannot stand here: `[` or `{` is expected"),
    ],
    "inline transform": [
        ("transform\n    a =\nend", "=| this ends too early: a value is expected"),
    ],
    "set, let": [
        ("set a 1", "1| `1` cannot stand here: `=` is expected"),
        ("let a.b = 1", ".| `.` cannot stand here: `=` is expected"),
    ],
    "evaluate": [
        ("evaluate", "evaluate| this ends too early: `using` or a name is expected"),
        ("evaluate using", "using| this ends too early: a name is expected"),
    ],
    "route using": [
        (
            "route using R\n    a to",
            "a| `a` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
    ],
    "route when": [
        ("route when to x", "x| `x` cannot stand here: `otherwise` or `then` or `to` is expected"),
    ],
    "route by": [
        ("route by", "by| this ends too early: a value is expected"),
        (
            "route by a\n    when -> x\nend",
            "->| `->` cannot stand here: a condition is expected",
        ),
    ],
    "enrich": [
        (
            "enrich C on id",
            "enrich| `enrich` cannot stand here: `enrich from` or `enrich using` or `enrich with` is expected",
        ),
        ("enrich from C on", "on| this ends too early: a name is expected"),
    ],
    "lookup": [
        ("lookup", "lookup| this ends too early: a name is expected"),
        ("lookup c key", "key| this ends too early: a name is expected"),
    ],
    "window": [
        (
            "window tumbling",
            "tumbling| this ends too early: `${…}` or a duration is expected",
        ),
        (
            "window bouncing 5 minutes",
            "bouncing| `bouncing` cannot stand here: `session` or `sliding` or `tumbling` is expected",
        ),
        ("window sliding 5 minutes", "minutes| this ends too early: `every` is expected"),
    ],
    "aggregate": [
        ("aggregate sum a", "a| `a` cannot stand here: `(` or `from` is expected"),
        (
            "aggregate\n    sum\nend",
            "sum| `sum` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
    ],
    "aggregate branches": [
        ("aggregate r from", "from| this ends too early: a name is expected"),
    ],
    "join": [
        ("join a with b on id", "id| this ends too early: `,` or `within` is expected"),
        (
            "join a with b on id within 5 minutes type sideways",
            "sideways| `sideways` cannot stand here: `inner` or `left` or `right` or `outer` is expected",
        ),
    ],
    "merge": [
        ("merge a", "a| this ends too early: `,` is expected"),
    ],
    "deduplicate": [
        (
            "deduplicate id",
            "deduplicate| `deduplicate` cannot stand here: `deduplicate by` is expected",
        ),
    ],
    "validate": [
        ("validate_input\n    require a", "a| this ends too early: `else` is expected"),
    ],
    "branch": [
        (
            "branch\n    emit to b\nend",
            "branch| this ends too early: a name or a text in quotes is expected",
        ),
    ],
    "parallel": [
        (
            "parallel p\n    require_all many\nend",
            "many| `many` cannot stand here: `${…}` or `true` or `false` is expected",
        ),
    ],
    "call": [
        ("call external", "external| this ends too early: a name or a text in quotes is expected"),
        (
            "call external s endpoint 5",
            "5| `5` cannot stand here: `${…}` or a text in quotes is expected",
        ),
    ],
    "await": [
        ("await a until arrives", "arrives| this ends too early: `arrives` is expected"),
        ("await a until b arrives matching id", "id| `id` cannot stand here: `on` is expected"),
    ],
    "hold": [
        ("hold a", "a| this ends too early: `in` or `keyed by` is expected"),
        (
            "hold a keyed by id complete when count > 5",
            ">| `>` cannot stand here: `>=` is expected",
        ),
    ],
    "if": [
        ("if a\n    emit to b\nendif", "a| this ends too early: `then` is expected"),
        ("if then\n    emit to b\nend", "then| this ends too early: `then` is expected"),
    ],
    "sql": [
        (
            "sql select 1",
            "select| `select` cannot stand here: SQL between three backticks is expected",
        ),
    ],
    "schedule": [
        ("schedule t action a", "action| `action` cannot stand here: `after` is expected"),
        ("schedule t after 5m", "5m| this ends too early: `action` is expected"),
    ],
    "transition": [
        ("transition to", "to| this ends too early: a name or a text in quotes is expected"),
    ],
    "audit": [
        ("emit_audit_event x", "x| `x` cannot stand here: a text in quotes is expected"),
        (
            'emit_audit_event "x" actor "s"',
            '"s"| `"s"` cannot stand here: `system` or `user` is expected',
        ),
    ],
    "flags": [
        ("add_flag", "add_flag| this ends too early: `(` or a text in quotes is expected"),
        ('add_metadata "k"', '"k"| this ends too early: `=` is expected'),
        ("adjust_score by", "by| this ends too early: a name is expected"),
    ],
    "end of the way": [
        ("terminate now", "now| `now` cannot stand here: the end of the line is expected"),
    ],
    "signal": [
        ("signal a", "a| this ends too early: `to` is expected"),
    ],
    "phase": [
        (
            "phase during a\nend",
            "during| `during` cannot stand here: `after` or `anytime` or `before` or `between` is expected",
        ),
        (
            "phase before a\n    on complete s\nend",
            "s| `s` cannot stand here: `signal` or `when` is expected",
        ),
    ],
    "emit": [
        ("emit a", "emit| `emit` cannot stand here: `emit to` or `send to` is expected"),
        ("emit to", "to| this ends too early: `${…}` or a name or a text in quotes is expected"),
        ("emit to a key", "key| this ends too early: a name is expected"),
        ("emit to a schema", "schema| this ends too early: `${…}` or a name is expected"),
    ],
    "persist": [
        ("persist db", "persist| `persist` cannot stand here: `persist to` is expected"),
        (
            "persist to db batch 5",
            "batch| `batch` cannot stand here: something else of this statement is expected",
        ),
    ],
    "filter": [
        ("filter", "filter| this ends too early: a value is expected"),
        ("filter a >", ">| this ends too early: a value is expected"),
    ],
    "configuration": [
        (
            "emit to ${a",
            "${a| this `${` is not closed: `}` is missing",
        ),
    ],
}


@pytest.mark.parametrize("head", ["a\nthen", "a then", "\na then", "\na\nthen", "\na\nand b\nthen"])
def test_a_then_on_any_line_makes_arms_of_a_route(head: str) -> None:
    text = f"route when {head}\nemit to b\notherwise emit to c\nend\nemit to d"
    outline = "process_head(route(emit otherwise emit) emit)"
    assert parse_form(Language.PROCESS, text) == (outline, [])


@pytest.mark.parametrize("row", FORMS)
def test_forms_parse_to_their_outlines(row: str) -> None:
    for text, outline in FORMS[row]:
        assert parse_form(Language.PROCESS, text) == (outline, []), text


@pytest.mark.parametrize("row", NEAR_MISSES)
def test_near_misses_have_one_problem(row: str) -> None:
    for text, problem in NEAR_MISSES[row]:
        assert parse_form(Language.PROCESS, text)[1] == [problem], text
