"""Every form of `schema.md`: what it parses to, and a near miss with its message."""

from __future__ import annotations

import pytest
from forms import parse_form

from nexflow_grammar.languages import Language

#: By row of the chapter: texts with their outlines. `@` starts a whole file; other texts stand in
#: a definition.
FORMS: dict[str, list[tuple[str, str]]] = {
    "types": [
        (
            "@types\n    A: string [length: 3, values: USD, EUR]\n    B: object\n        x: integer\n    end\nend",
            "types_head(alias nested(field))",
        ),
        ("@types {\n    A: text\n}", "types_head(alias)"),
    ],
    "schema and record": [
        ("@schema S\nend", "schema_head"),
        ("@record R {\n    a: string\n}", "schema_head(field)"),
        ("@import ../common/base.schema", "import"),
        ('@import "a b.schema"', "import"),
    ],
    "description": [
        ('description "x"', "schema_head(description)"),
        ('description: "x"', "schema_head(description)"),
    ],
    "pattern": [
        ("pattern event_log, master_data", "schema_head(pattern)"),
    ],
    "what ends a line and goes on below it": [
        (
            "fields\n    b:\n        list of\n            string\n        required\nend",
            "schema_head(fields(field))",
        ),
        (
            'constraints\n    a > 0 as\n        "x"\n    b as "y"\nend',
            "schema_head(constraints_head(constraint_rule constraint_rule))",
        ),
        (
            'version 2.0.0\n    migration_guide:\n        "see the wiki"',
            "schema_head(version(lifecycle))",
        ),
    ],
    "version": [
        ("version 1.0.0", "schema_head(version)"),
        (
            'version 1.0\n    compatibility backward\n    previous_version 0.9.0\n    deprecated: "x"\n    deprecated_since: "1"\n    removal_version: 2.0.0\n    migration_guide: "x"',
            "schema_head(version(compatibility lifecycle lifecycle lifecycle lifecycle lifecycle))",
        ),
    ],
    "compatibility": [
        ("compatibility backward", "schema_head(compatibility)"),
        ("evolution FULL_COMPATIBLE", "schema_head(compatibility)"),
    ],
    "retention": [
        ("retention 7 years", "schema_head(retention)"),
        ("retention 500ms", "schema_head(retention)"),
    ],
    "immutable": [
        ("immutable true", "schema_head(immutable)"),
        ("immutable no", "schema_head(immutable)"),
    ],
    "identity": [
        ("identity\n    id: uuid\nend", "schema_head(identity(field))"),
        ("identity { id: uuid\n}", "schema_head(identity(field))"),
    ],
    "streaming": [
        (
            "streaming\n    key_fields: [a, b.c]\n    partition_key: a.b\n    time_field: t\n    time_semantics: event_time\n    watermark_delay: 5 seconds\n    watermark_strategy: periodic\n    allowed_lateness: 1h\n    idle_behavior: mark_idle\n    late_data_stream: late\nend",
            "schema_head(streaming(option option option option option option option option option))",
        ),
        (
            "streaming\n    key_fields: []\n    sparsity\n        dense: [a]\n    end\n    retention\n        time: 7 days\n        size: 100 GB\n        policy: compact\n    end\nend",
            "schema_head(streaming(option sparsity(option) retention_block(option option option)))",
        ),
    ],
    "serialization": [
        (
            'serialization\n    format avro\n    compatibility BACKWARD\n    subject "x"\n    registry "y"\nend',
            "schema_head(serialization(serialization_option serialization_option serialization_option serialization_option))",
        ),
    ],
    "fields": [
        (
            "fields\n    a: string required,\n    end: timestamp\n    state: integer\n    priority: boolean\nend",
            "schema_head(fields(field field field field))",
        ),
        ("fields {\n    a: int\n}", "schema_head(fields(field))"),
    ],
    "types of fields": [
        ("a: list<string>", "schema_head(field)"),
        ("a: string[]", "schema_head(field)"),
        ("a: list of string", "schema_head(field)"),
        ("a: set<uuid>", "schema_head(field)"),
        ("a: set of date", "schema_head(field)"),
        ("a: map<string, list<money>>", "schema_head(field)"),
        ("a: decimal(10, 2)", "schema_head(field)"),
        ("a: object required", "schema_head(field)"),
        ("a: Order", "schema_head(field)"),
        ("a: list<map<string, Order>>[]", "schema_head(field)"),
    ],
    "bracketed constraints": [
        ("a: money [range: 0..$1,000.00]", "schema_head(field)"),
        ('a: date [range: "2020-01-01"..]', "schema_head(field)"),
        ("a: integer [range: -5..5, length: 3]", "schema_head(field)"),
        ('a: string [length: 1..5, pattern: "^a"]', "schema_head(field)"),
        ('a: string [values: A, "b", C]', "schema_head(field)"),
        ("a: decimal [precision: 10, scale: 2]", "schema_head(field)"),
        ("a: list<string> [count: 1..]", "schema_head(field)"),
    ],
    "qualifiers": [
        ("a: string required", "schema_head(field)"),
        ("a: string optional unique cannot_change encrypted", "schema_head(field)"),
        ("a: string pii", "schema_head(field)"),
        ("a: string pii.ssn", "schema_head(field)"),
        ('a: string default: "x"', "schema_head(field)"),
        ("a: integer default 5", "schema_head(field)"),
        ('a: string deprecated: "x" removal: 2.0.0', "schema_head(field)"),
        ("a: integer range 1 to 5", "schema_head(field)"),
        ("a: string length 3 to 5", "schema_head(field)"),
        ("a: string length 3", "schema_head(field)"),
        ('a: string pattern "x"', "schema_head(field)"),
        ("a: string values A, B", "schema_head(field)"),
        ("a: decimal precision 5 scale 2", "schema_head(field)"),
        ("a: string required when b > 1", "schema_head(field)"),
        ("a: date after b before c.d", "schema_head(field)"),
        ('a: string description "x"', "schema_head(field)"),
        ("a: string min_length 1 max_length 5", "schema_head(field)"),
        ("a: list<string> min_count 1 max_count 5", "schema_head(field)"),
    ],
    "nested": [
        ("a: object\n    b: string\nend", "schema_head(nested(field))"),
        (
            "a: list<object> {\n    b: object\n        c: string\n    end\n}",
            "schema_head(nested(nested(field)))",
        ),
    ],
    "computed": [
        (
            "computed\n    a = b + 1\n    c = when a then 1\n        otherwise 2\nend",
            "schema_head(computed(computed_field computed_field))",
        ),
    ],
    "constraints": [
        (
            'constraints\n    a > 0 as "x"\n    b is not null\n        and c as "y"\nend',
            "schema_head(constraints_head(constraint_rule constraint_rule))",
        ),
    ],
    "states": [
        (
            'for_entity: Order\ninitial_state: a\nstates: [a, b]\ntransitions\n    from a: [b, c]\n    * -> d: cancel\n    a -> b\nend\non_transition\n    to b: notify("x")\nend',
            "schema_head(for_entity initial_state states_list transitions(transitions_from transition transition) on_transition(transition_action))",
        ),
        (
            "states\n    a: initial\n    b: terminal\n    c\nend",
            "schema_head(states(state state state))",
        ),
    ],
    "parameters": [
        (
            "parameters\n    a: integer default: 5, range: 1..5\n    b: string\n        can_schedule: true\n        change_frequency: daily\nend",
            "schema_head(parameters(parameter parameter(parameter_option parameter_option)))",
        ),
    ],
    "entries": [
        (
            'entries\n    usd:\n        name: "x"\n        rate: -1.5\n        deprecated: true\n        deprecated_reason: "y"\nend',
            "schema_head(entries(entry(entry_value entry_value entry_value entry_value)))",
        ),
    ],
    "rule": [
        (
            "rule R\n    given\n        a: integer\n    end\n    calculate\n        b = a\n    end\n    return\n        b: integer\n    end\nend",
            "schema_head(schema_rule(given(field) calculate(computed_field) return(field)))",
        ),
    ],
    "migration": [
        (
            'migration\n    a.b = c\n    (x, y) = split(z, ",")\nend',
            "schema_head(migration(assignment migration_tuple))",
        ),
    ],
    "comments and docs": [
        ("// a\n# b\n/* c\n   d */\nfields\n    a: string // e\nend", "schema_head(fields(field))"),
    ],
}
#: By row: texts with one mistake and its problem.
NEAR_MISSES: dict[str, list[tuple[str, str]]] = {
    "types": [
        ("@types\n    A string\nend", "string| `string` cannot stand here: `:` is expected"),
    ],
    "schema and record": [
        ("@schema\nend", "schema| this ends too early: a name is expected"),
        ("@import", "import| `import` cannot stand here"),
    ],
    "description": [
        ("description x", "x| `x` cannot stand here: `:` or a text in quotes is expected"),
    ],
    "pattern": [
        (
            "pattern event_log master_data",
            "master_data| `master_data` cannot stand here: `,` is expected",
        ),
        ("pattern", "pattern| this ends too early: a name is expected"),
    ],
    "version": [
        ("version one", "one| `one` cannot stand here: a version such as `1.0.0` is expected"),
    ],
    "compatibility": [
        ("compatibility 5", "5| `5` cannot stand here: a name is expected"),
    ],
    "retention": [
        (
            "retention 7 potatoes",
            "potatoes| `potatoes` cannot stand here: a unit of time such as `minutes` is expected",
        ),
        (
            "retention years",
            "years| `years` cannot stand here: `${…}` or a duration is expected",
        ),
    ],
    "immutable": [
        ("immutable maybe", "maybe| `maybe` cannot stand here: `true` or `false` is expected"),
    ],
    "identity": [
        ("identity\n    id uuid\nend", "uuid| `uuid` cannot stand here: `:` is expected"),
    ],
    "streaming": [
        ("streaming\n    time_field t\nend", "t| `t` cannot stand here: `:` is expected"),
        ("streaming\n    key_fields: [a\nend", "[| this `[` is not closed: `]` is missing"),
    ],
    "serialization": [
        (
            "serialization\n    format: avro\nend",
            ":| `:` cannot stand here: `${…}` or a name or a text in quotes is expected",
        ),
    ],
    "fields": [
        (
            "fields\n    a: string requird\nend",
            "requird| `requird` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
        ),
        (
            "fields\n    a:\nend",
            "a:| this ends too early: a type is expected",
        ),
    ],
    "types of fields": [
        (
            "a: list<",
            "list<| this ends too early: a type is expected",
        ),
        ("a: map<string>", ">| `>` cannot stand here: `,` or `[` is expected"),
        ("a: decimal(10)", ")| `)` cannot stand here: `,` is expected"),
    ],
    "bracketed constraints": [
        ("a: money [range: 0]", "]| `]` cannot stand here: `..` is expected"),
        (
            "a: money [rnge: 0..1]",
            "rnge| `rnge` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
        ),
        (
            "a: string [length: ]",
            "]| `]` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
        ),
    ],
    "qualifiers": [
        ("a: string range 1", "1| this ends too early: `to` is expected"),
        ("a: string pii.", "pii.| this ends too early: a name is expected"),
        ("a: string after 5", "5| `5` cannot stand here: a name is expected"),
    ],
    "nested": [
        ("a: object\n    b\nend", "b| this ends too early: `:` is expected"),
    ],
    "computed": [
        ("computed\n    a: b\nend", ":| `:` cannot stand here: `=` is expected"),
        ("computed\n    a =\nend", "=| this ends too early: a value is expected"),
    ],
    "constraints": [
        ("constraints\n    a > 0\nend", "0| this ends too early: `as` is expected"),
        (
            "constraints\n    a > 0 as x\nend",
            "x| `x` cannot stand here: a text in quotes is expected",
        ),
    ],
    "states": [
        (
            "states\n    a: beginning\nend",
            "beginning| `beginning` cannot stand here: `initial` or `terminal` or `final` is expected",
        ),
        ("transitions\n    a to b\nend", "to| `to` cannot stand here: `->` is expected"),
        ("on_transition\n    to b: notify\nend", "notify| this ends too early: `(` is expected"),
    ],
    "parameters": [
        ("parameters\n    a integer\nend", "integer| `integer` cannot stand here: `:` is expected"),
    ],
    "entries": [
        (
            "entries\n    usd:\n        name: a + b\nend",
            "a| `a` cannot stand here: a value is expected",
        ),
    ],
    "rule": [
        (
            "rule R\n    given\n        a = 1\n    end\nend",
            "=| `=` cannot stand here: `:` is expected",
        ),
    ],
    "migration": [
        ("migration\n    a -> b\nend", "->| `->` cannot stand here: `=` is expected"),
    ],
    "comments and docs": [],
}


@pytest.mark.parametrize("row", FORMS)
def test_forms_parse_to_their_outlines(row: str) -> None:
    for text, outline in FORMS[row]:
        assert parse_form(Language.SCHEMA, text) == (outline, []), text


@pytest.mark.parametrize("row", NEAR_MISSES)
def test_near_misses_have_one_problem(row: str) -> None:
    for text, problem in NEAR_MISSES[row]:
        assert parse_form(Language.SCHEMA, text)[1] == [problem], text
