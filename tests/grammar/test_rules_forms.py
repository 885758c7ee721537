"""Every form of `rules.md`: what it parses to, and a near miss with its message."""

from __future__ import annotations

import pytest
from forms import parse_form

from nexflow_grammar.languages import Language

#: By row of the chapter: texts with their outlines. `@` starts a whole file; other texts stand in
#: a definition.
FORMS: dict[str, list[tuple[str, str]]] = {
    "services": [
        (
            '@services {\n    a: sync A.b(x: string, y: list<integer>) -> decimal\n    b: async A.c() -> string timeout: 5s fallback: "x" retry: 3\n    c: cached(5 minutes) A.d(x: string) -> Order\n        timeout: 1 second\n        retry: 2\n}',
            "services_head(service service service(service_option service_option))",
        ),
        ("@services\n    a: sync A.b() -> string\nend", "services_head(service)"),
    ],
    "actions": [
        (
            "@actions {\n    a(x: string) -> emit to b\n    b(x: integer) -> state s.counter(x)\n    c() -> state s.flag\n    d() -> audit\n    e(x: string) -> call A.b\n}",
            "actions_head(action action action action action)",
        ),
    ],
    "decision_table parts": [
        (
            '@decision_table T\n    hit_policy first_match\n    description "x"\n    version: 1.0.0\n    given:\n        a: money\n        b: integer\n    decide:\n        | a | b | c |\n        |===|===|===|\n        | 1 | 2 | 3 |\n    return:\n        c: integer\n    execute: multi\n    post_calculate:\n        let x = 1\n        y = x\n    aggregate:\n        z = sum(c)\n    lookups:\n        l = lookup id from "s"\n    mappings:\n        m = l\nend',
            "table_head(hit_policy description table_version given(input_field input_field) decide(row row row) return(input_field) execute post_calculate(let assignment) aggregate(assignment) lookups(lookup_call) mappings(assignment))",
        ),
        (
            "@decision_table T\n    given\n        a: money\n    end\n    decide {\n        | a | b |\n        |---|---|\n        | 1 | 2 |\n    }\n    return\n        b: integer\n    end\n    execute: yes\nend",
            "table_head(given(input_field) decide(row row row) return(input_field) execute)",
        ),
        (
            '@decision_table T\n    given: Order\n    decide\n        | a | b |\n        |===\n        | "x | y" | * | // comment\n        | - | |\n    return: Decision\nend',
            "table_head(given_schema decide(row row row row) return_schema)",
        ),
    ],
    "rule": [
        (
            '@rule R\n    description "x"\n    given:\n        a: integer\n    return:\n        b: string\n    if a > 1 then\n        set b = "x"\n        notify("y"), log()\n    elseif a < 0 then set b = "z"\n    else\n        let q = 2\n        return\n    endif\n    if a then set b.c = 1 end\n    b = "d"\nend',
            "rule_head(description given(input_field) return(input_field) if(set calls elseif set else let return_now) if(set) assignment)",
        ),
        (
            '@rule "My rule":\n    given: Order\n    return: Decision\n    a = 1\nend',
            "rule_head(given_schema return_schema assignment)",
        ),
        ("@rule R {\n    if a then b() else c() endif\n}", "rule_head(if(calls else calls))"),
    ],
    "procedural_rule": [
        (
            "@procedural_rule P\n    given: Order\n    calculate:\n        x = 1\n        y.z = when a then 1\n            otherwise 2\n    when a > 1 then\n        x = 2\n    when b\n        calculate:\n            x = 3\n    when c\n        emit out:\n            f = 1\n    when d then x = 1\n    otherwise x = 4\nend",
            "rule_head(given_schema calculate(assignment assignment) arm assignment arm calculate(assignment) arm arm_emit(assignment) arm assignment arm_otherwise assignment)",
        ),
    ],
    "windows over records": [
        (
            "@rule R\n    set n = count(transactions in last 1 hour)\n    set s = sum(amount in transactions in last 24 hours)\nend",
            "rule_head(set set)",
        ),
    ],
}
#: By row: texts with one mistake and its problem.
NEAR_MISSES: dict[str, list[tuple[str, str]]] = {
    "services": [
        (
            "@services\n    a: slow A.b() -> string\nend",
            "slow| `slow` cannot stand here: `cached` or `sync` or `async` is expected",
        ),
        ("@services\n    a: sync A.b()\nend", "A.b()| this ends too early: `->` is expected"),
    ],
    "actions": [
        (
            "@actions\n    a(x: string) -> send to b\nend",
            "send| `send` cannot stand here: `audit` or `call` or `emit` or `state` is expected",
        ),
        ("@actions\n    a -> audit\nend", "->| `->` cannot stand here: `(` is expected"),
    ],
    "decision_table parts": [
        (
            "@decision_table T\n    hit_policy\nend",
            "hit_policy| this ends too early: `:` or a name or a text in quotes is expected",
        ),
        (
            "@decision_table T\n    decide\n        | a | b |\n        |===|===|\n        | 1 | 2\nend",
            "2| this row has no bar `|` at its end; add one after the last cell",
        ),
        (
            "@decision_table T\n    version: x\nend",
            "x| `x` cannot stand here: a version such as `1.0.0` is expected",
        ),
    ],
    "rule": [
        (
            "@rule R\n    if a\n        set b = 1\n    endif\nend",
            "a| this ends too early: `then` is expected",
        ),
        ("@rule R\n    set b 1\nend", "1| `1` cannot stand here: `=` is expected"),
        ('@rule R\n    notify("a") log()\nend', "log| `log` cannot stand here: `,` is expected"),
        ("@rule\nend", "rule| this ends too early: a name or a text in quotes is expected"),
    ],
    "procedural_rule": [
        (
            "@procedural_rule P\n    when\n        x = 1\nend",
            "when| this ends too early: a value is expected",
        ),
    ],
    "windows over records": [
        (
            "@rule R\n    set n = count(transactions in last 1 potato)\nend",
            "potato| `potato` cannot stand here: a unit of time such as `minutes` is expected",
        ),
    ],
}


@pytest.mark.parametrize("row", FORMS)
def test_forms_parse_to_their_outlines(row: str) -> None:
    for text, outline in FORMS[row]:
        assert parse_form(Language.RULES, text) == (outline, []), text


@pytest.mark.parametrize("row", NEAR_MISSES)
def test_near_misses_have_one_problem(row: str) -> None:
    for text, problem in NEAR_MISSES[row]:
        assert parse_form(Language.RULES, text)[1] == [problem], text
