"""Every form of `transform.md`: what it parses to, and a near miss with its message."""

from __future__ import annotations

import pytest
from forms import parse_form

from nexflow_grammar.languages import Language

#: By row of the chapter: texts with their outlines. `@` starts a whole file; other texts stand in
#: a definition.
FORMS: dict[str, list[tuple[str, str]]] = {
    "heads": [
        ("@transform T\nend", "transform_head"),
        ("@transform_block B {\n}", "transform_head"),
        ("@import a.xform", "import"),
    ],
    "metadata": [
        (
            'version: 1.0.0\ndescription: "x"\nprevious_version: 0.9.0\ncompatibility: backward',
            "transform_head(metadata metadata metadata metadata)",
        ),
        ('version 1.0.0\ndescription "x"', "transform_head(metadata metadata)"),
    ],
    "types below names": [
        ("params:\na:\ndecimal\nb: date", "transform_head(params(input_field input_field))"),
        (
            "input\na:\nb: S\nend\nc:\nS\nend",
            "transform_head(input_block(input_group(input_field) input_field))",
        ),
    ],
    "purity": [
        ("pure: true\nidempotent: false", "transform_head(flag flag)"),
    ],
    "cache": [
        ("cache: 5 minutes", "transform_head(cache)"),
        (
            "cache\n    ttl: 5 minutes\n    key: [a, b.c]\nend",
            "transform_head(cache_block(option option))",
        ),
    ],
    "input, output": [
        ("input: Order\noutput: Priced", "transform_head(input output)"),
        ("input: Order, required", "transform_head(input)"),
        ("output: money", "transform_head(output)"),
        (
            'input\n    a: string required, default: "x"\n    b: integer nullable\nend',
            "transform_head(input_block(input_field input_field))",
        ),
        (
            "input:\n    a: object\n        b: string\n    end\n    c:\n        d: string\n    end\nend",
            "transform_head(input_block(input_group(input_field) input_group(input_field)))",
        ),
        ("from Order\nto Priced", "transform_head(input output)"),
    ],
    "lookup": [
        ("lookup: customers", "transform_head(lookup_part)"),
        (
            "lookups\n    a: customers cached 5 minutes\n    b: rates\nend",
            "transform_head(lookups(lookup_binding lookup_binding))",
        ),
        ("lookups: {\n    a: b\n}", "transform_head(lookups(lookup_binding))"),
        (
            'lookups:\n    c = lookup KEY from "service" cache ttl 5 minutes timeout 5 seconds on_miss use default 1 + 2\n    d = lookup input.id from "s"\n        on_miss fail with "x"\napply\n    a = b\nend',
            "transform_head(lookups(lookup_call lookup_call) apply(assignment))",
        ),
    ],
    "state": [
        ("state: s", "transform_head(state_part)"),
    ],
    "params": [
        (
            "params\n    a: decimal required, default: 1.0\n    b: string optional\nend",
            "transform_head(params(input_field input_field))",
        ),
        (
            "params:\n    a: integer\nmappings:\n    b = a\nparams:\n    c: integer",
            "transform_head(params(input_field) mappings(assignment) params(input_field))",
        ),
    ],
    "use": [
        ("use\n    A\n    B\nend", "transform_head(use(used used))"),
    ],
    "checks": [
        (
            'validate_input\n    a > 0 : "x"\n    b : message: "x" code: "C" severity: warning\n    c :\n        message: "x"\n        code: "C"\n    require d else "e"\n    when e :\n        f : "g"\n    end\n    when h then\n        require i else "j"\n    end\nend',
            "transform_head(validate_input(check check check(check_clause check_clause) require check_when(check) check_when(require)))",
        ),
        ('validate_output\n    a : "b"\nend', "transform_head(validate_output(check))"),
        ('invariant\n    a == b : "c"\nend', "transform_head(invariant(check))"),
    ],
    "apply": [
        (
            "apply\n    let x = 1\n    a.b = when c then 1\n        when d then 2\n        otherwise 3\n    e = f(\n        1,\n        2)\n    g = {\n        a: 1\n        b: 2\n    }\n    h = [\n        when a then 1\n        when b then 2\n    ]\nend",
            "transform_head(apply(let assignment assignment assignment assignment))",
        ),
        ("apply\n    a = for x in xs yield { b: x }\nend", "transform_head(apply(assignment))"),
    ],
    "mappings": [
        (
            "mappings\n    a = b\n    c.d -> e\nend",
            "transform_head(mappings(assignment arrow_mapping))",
        ),
        (
            "mappings:\n    a = b\nmappings:\n    c = d",
            "transform_head(mappings(assignment) mappings(assignment))",
        ),
    ],
    "compose": [
        (
            "compose sequential\n    A\n    when a > 1 : B\n    otherwise : C\nend then parallel\n    D\nend",
            "transform_head(compose(used compose_case compose_case) compose_then(used))",
        ),
        (
            "compose\n    A\nend\nthen conditional\n    B\nend",
            "transform_head(compose(used) compose_then(used))",
        ),
    ],
    "on_change": [
        (
            "on_change [a, b.c] recalculate\n    x = 1\nend end",
            "transform_head(on_change(recalculate(assignment)))",
        ),
        (
            "on_change [a]\n    recalculate\n        x = 1\n    end\nend",
            "transform_head(on_change(recalculate(assignment)))",
        ),
    ],
    "on_error": [
        (
            'on_error\n    action: reject\n    default: 1 + 2\n    log_level: error\n    emit_to: dlq\n    error_code: "X"\n    log_error("x")\n    emit with defaults\n    emit with partial data\n    emit with partial\n    reject with code "X"\n    reject with "y"\nend',
            "transform_head(on_error(option option option option option log_error emit_defaults emit_defaults emit_defaults reject reject))",
        ),
    ],
}
#: By row: texts with one mistake and its problem.
NEAR_MISSES: dict[str, list[tuple[str, str]]] = {
    "heads": [
        ("@transform\nend", "transform| this ends too early: a name is expected"),
    ],
    "metadata": [
        ("version: x", "x| `x` cannot stand here: a version such as `1.0.0` is expected"),
    ],
    "purity": [
        ("pure: maybe", "maybe| `maybe` cannot stand here: `true` or `false` is expected"),
    ],
    "cache": [
        ("cache: 5", "5| this ends too early: a unit of time such as `minutes` is expected"),
    ],
    "input, output": [
        ("input:", "transform T| `transform T` is not closed: an `end` is missing"),
        ("input\n    a string\nend", "string| `string` cannot stand here: `:` is expected"),
    ],
    "lookup": [
        (
            "lookups\n    a b\nend",
            "a| `a` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
        ("lookups:\n    c = lookup KEY", "KEY| this ends too early: `from` is expected"),
    ],
    "state": [
        ("state: 5", "5| `5` cannot stand here: a name is expected"),
    ],
    "params": [
        (
            "params\n    a = 1\nend",
            "a| `a` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
    ],
    "use": [
        (
            "use\n    1\nend",
            "1| `1` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
    ],
    "checks": [
        ("validate_input\n    require a\nend", "a| this ends too early: `else` is expected"),
        ('validate_input\n    a > 0 "x"\nend', '"x"| `"x"` cannot stand here: `:` is expected'),
    ],
    "apply": [
        ("apply\n    a + 1\nend", "+| `+` cannot stand here: `=` is expected"),
        ("apply\n    let x\nend", "x| this ends too early: `=` is expected"),
        ("apply\n    a == 1\nend", "==| `==` cannot stand here: `=` is expected"),
    ],
    "mappings": [
        (
            "mappings\n    a\nend",
            "a| `a` starts nothing that may stand here; check its spelling and the `end`s above",
        ),
    ],
    "compose": [
        (
            "compose sideways\n    A\nend",
            "sideways| `sideways` cannot stand here: `sequential` or `parallel` or `conditional` is expected",
        ),
    ],
    "on_change": [
        (
            "on_change [a recalculate\n    x = 1\nend end",
            "recalculate| `recalculate` cannot stand here: `,` or `]` is expected",
        ),
    ],
    "on_error": [
        ('on_error\n    reject "x"\nend', '"x"| `"x"` cannot stand here: `with` is expected'),
        (
            "on_error\n    emit with everything\nend",
            "everything| `everything` cannot stand here: `defaults` or `partial` is expected",
        ),
    ],
}


@pytest.mark.parametrize("row", FORMS)
def test_forms_parse_to_their_outlines(row: str) -> None:
    for text, outline in FORMS[row]:
        assert parse_form(Language.TRANSFORM, text) == (outline, []), text


@pytest.mark.parametrize("row", NEAR_MISSES)
def test_near_misses_have_one_problem(row: str) -> None:
    for text, problem in NEAR_MISSES[row]:
        assert parse_form(Language.TRANSFORM, text)[1] == [problem], text
