"""Recovery: one mistake gives one problem, and everything else keeps its tree and name."""

from __future__ import annotations

import pytest
from outline import problems, rules

from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

PROCESS = """\
process Orders
    receive Order from kafka "orders"
        schema Order
    filter amount > 10
    route by amount
        when < 1000 -> emit to small
        otherwise -> emit to large
    end
    transform using price
    emit to priced
        schema Priced
end

process Next
    receive A
    emit to b
end
"""
SCHEMA = """\
schema Order
    version 1.0.0
    identity
        id: uuid
    end
    fields
        amount: money [range: 0..] required
        currency: string default: "USD"
        placed: timestamp
    end
    computed
        large = amount > 100
        small = amount < 10
    end
    constraints
        amount > 0 as "positive"
    end
end

schema Next
    a: string
end
"""
TRANSFORM = """\
transform price
    input: Order
    output: Priced
    apply
        let rate = when a then 1 otherwise 2
        total = amount * rate
        tax = round(total, 2)
    end
    on_error
        reject with "x"
    end
end

transform next
    input: A
end
"""
RULES = """\
decision_table Fraud
    hit_policy first_match
    given:
        amount: money
    decide:
        | amount | decision |
        |========|==========|
        | >= 10  | "block"  |
        | *      | "ok"     |
    end
    return:
        decision: string
    end
end

rule Next
    if a > 1 then
        set b = 1
    else
        set b = 2
    endif
    return
end
"""
TEXTS = {
    Language.PROCESS: PROCESS,
    Language.SCHEMA: SCHEMA,
    Language.TRANSFORM: TRANSFORM,
    Language.RULES: RULES,
}
#: The language, what is replaced by what, the outline that stays (`!`: broken), the problem.
MISTAKES: dict[str, tuple[Language, str, str, str, str]] = {
    "process: missing end route": (
        Language.PROCESS,
        "large\n    end\n",
        "large\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit transform emit(clause)))",
        "process Orders| `process Orders` is not closed: an `end` is missing",
    ),
    "process: missing end process": (
        Language.PROCESS,
        "Priced\nend\n",
        "Priced\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "process Orders| `process Orders` is not closed: an `end` is missing",
    ),
    "process: extra end": (
        Language.PROCESS,
        "    transform using price\n",
        "    end\n    transform using price\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "end| this `end` is one too many: it would close `process Orders`, which goes on below it; remove it",
    ),
    "process: extra end 2": (
        Language.PROCESS,
        "> 10\n",
        "> 10\n    end\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "end| this `end` is one too many: it would close `process Orders`, which goes on below it; remove it",
    ),
    "process: extra }": (
        Language.PROCESS,
        "> 10\n",
        "> 10\n    }\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "}| `}` closes nothing: no `{` is open here; remove it",
    ),
    "process: extra endif": (
        Language.PROCESS,
        "> 10\n",
        "> 10\n    endif\n",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "endif| `endif` closes no `if`; remove it, or write `end`",
    ),
    "process: open string": (
        Language.PROCESS,
        '"orders"',
        '"orders',
        "process_head(receive!(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        '"orders| this text is not closed: a quote `"` is missing',
    ),
    "process: open paren": (
        Language.PROCESS,
        "amount > 10",
        "(amount > 10",
        "process_head(receive(clause) filter! route(arm emit otherwise emit) transform emit(clause))",
        "(| this `(` is not closed: `)` is missing",
    ),
    "process: open comment": (
        Language.PROCESS,
        "    transform",
        "    /* transform",
        "process_head(receive(clause) filter route(arm emit otherwise emit) emit(clause))",
        "/* transform using price| this comment is not closed: `*/` is missing",
    ),
    "process: open sql": (
        Language.PROCESS,
        "    transform using price",
        "    sql ```select 1",
        "process_head(receive(clause) filter route(arm emit otherwise emit) sql! emit(clause))",
        "```select 1| this SQL is not closed: three backticks are missing",
    ),
    "process: half": (
        Language.PROCESS,
        "    transform using price",
        "    emit",
        "process_head(receive(clause) filter route(arm emit otherwise emit) emit! emit(clause))",
        "emit| `emit` cannot stand here: `emit to` or `send to` is expected",
    ),
    "process: half2": (
        Language.PROCESS,
        "    transform using price",
        "    emit to",
        "process_head(receive(clause) filter route(arm emit otherwise emit) emit! emit(clause))",
        "to| this ends too early: `${…}` or a name or a text in quotes is expected",
    ),
    "process: half3": (
        Language.PROCESS,
        "    transform using price",
        "    route by",
        "process_head(receive(clause) filter route(arm emit otherwise emit) route!(emit(clause)))",
        "by| this ends too early: a value is expected",
    ),
    "process: half4": (
        Language.PROCESS,
        "    transform using price",
        "    transform using",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform! emit(clause))",
        "using| this ends too early: a name is expected",
    ),
    "process: half5": (
        Language.PROCESS,
        "    transform using price",
        "    filter amount >",
        "process_head(receive(clause) filter route(arm emit otherwise emit) filter! emit(clause))",
        ">| this ends too early: a value is expected",
    ),
    "process: half6": (
        Language.PROCESS,
        "    transform using price",
        "    window",
        "process_head(receive(clause) filter route(arm emit otherwise emit) window! emit(clause))",
        "window| this ends too early: `session` or `sliding` or `tumbling` is expected",
    ),
    "process: stray": (
        Language.PROCESS,
        "    transform using price",
        "    transform using @ price",
        "process_head(receive(clause) filter route(arm emit otherwise emit) transform! emit(clause))",
        "@| `@` cannot stand here: a name is expected",
    ),
    "process: stray2": (
        Language.PROCESS,
        "    transform using price",
        "    @\n    transform using price",
        "process_head(receive(clause) filter route(arm emit otherwise emit) unknown! transform emit(clause))",
        "@| `@` starts nothing that may stand here; check its spelling and the `end`s above",
    ),
    "process: misspelled": (
        Language.PROCESS,
        "receive",
        "recieve",
        "process_head(receive!(clause) filter route(arm emit otherwise emit) transform emit(clause))",
        "recieve| `recieve` cannot stand here: `receive` is expected",
    ),
    "process: misspelled route": (
        Language.PROCESS,
        "route",
        "roule",
        "process_head(receive(clause) filter route!(arm emit otherwise emit) transform emit(clause))",
        "roule| `roule` cannot stand here: `route` is expected",
    ),
    "process: misspelled head": (
        Language.PROCESS,
        "process Next",
        "proces Next",
        "process_head!(receive emit)",
        "proces| `proces` cannot stand here: `process` is expected",
    ),
    "process: misspelled when": (
        Language.PROCESS,
        "when",
        "whn",
        "process_head(receive(clause) filter route(arm! emit otherwise emit) transform emit(clause))",
        "whn| `whn` cannot stand here: `when` is expected",
    ),
    "schema: missing end fields": (
        Language.SCHEMA,
        "timestamp\n    end\n",
        "timestamp\n",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "fields| `fields` is not closed: an `end` is missing before `computed`",
    ),
    "schema: missing end computed": (
        Language.SCHEMA,
        "< 10\n    end\n",
        "< 10\n",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "computed| `computed` is not closed: an `end` is missing before `constraints`",
    ),
    "schema: missing end schema": (
        Language.SCHEMA,
        '"positive"\n    end\nend\n',
        '"positive"\n    end\n',
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "schema Order| `schema Order` is not closed: an `end` is missing",
    ),
    "schema: extra end": (
        Language.SCHEMA,
        "required\n",
        "required\n    end\n",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "end| this `end` is one too many: it would close `fields`, which goes on below it; remove it",
    ),
    "schema: extra end2": (
        Language.SCHEMA,
        "    computed\n",
        "    end\n    computed\n",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "end| this `end` is one too many: it would close `schema Order`, which goes on below it; remove it",
    ),
    "schema: open str": (
        Language.SCHEMA,
        '"USD"',
        '"USD',
        "schema_head(version identity(field) fields(field field! field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        '"USD| this text is not closed: a quote `"` is missing',
    ),
    "schema: open str2": (
        Language.SCHEMA,
        '"positive"',
        '"positive',
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule!))",
        '"positive| this text is not closed: a quote `"` is missing',
    ),
    "schema: open bracket": (
        Language.SCHEMA,
        "0..]",
        "0..",
        "schema_head(version identity(field) fields(field! field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "required| `required` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
    ),
    "schema: open bracket2": (
        Language.SCHEMA,
        "0..] required",
        "0..",
        "schema_head(version identity(field) fields(field! field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "[| this `[` is not closed: `]` is missing",
    ),
    "schema: open comment": (
        Language.SCHEMA,
        "required",
        "/* required",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "/* required| this comment is not closed: `*/` is missing",
    ),
    "schema: open text": (
        Language.SCHEMA,
        '"positive"',
        '"""positive',
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule!))",
        '"""positive| this text is not closed: three quotes `"""` are missing',
    ),
    "schema: half": (
        Language.SCHEMA,
        'currency: string default: "USD"',
        "currency:",
        "schema_head(version identity(field) fields(field field! field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "currency:| this ends too early: a type is expected",
    ),
    "schema: half2": (
        Language.SCHEMA,
        'currency: string default: "USD"',
        "currency",
        "schema_head(version identity(field) fields(field field! field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "currency| this ends too early: `:` is expected",
    ),
    "schema: half3": (
        Language.SCHEMA,
        "small = amount < 10",
        "small =",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field!) constraints_head(constraint_rule))",
        "=| this ends too early: a value is expected",
    ),
    "schema: half4": (
        Language.SCHEMA,
        "version 1.0.0",
        "version",
        "schema_head(version! identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "version| this ends too early: a version such as `1.0.0` is expected",
    ),
    "schema: stray": (
        Language.SCHEMA,
        "money",
        "money @",
        "schema_head(version identity(field) fields(field! field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "@| `@` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
    ),
    "schema: misspelled": (
        Language.SCHEMA,
        "required",
        "requird",
        "schema_head(version identity(field) fields(field! field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "requird| `requird` cannot stand here: a type, a constraint in brackets or a qualifier such as `required` is expected",
    ),
    "schema: misspelled fields": (
        Language.SCHEMA,
        "    fields",
        "    feilds",
        "schema_head(version identity(field) fields!(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "feilds| `feilds` cannot stand here: `fields` is expected",
    ),
    "schema: misspelled version": (
        Language.SCHEMA,
        "version",
        "verion",
        "schema_head(version! identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "verion| `verion` cannot stand here: `version` is expected",
    ),
    "schema: misspelled head": (
        Language.SCHEMA,
        "schema Next",
        "shema Next",
        "schema_head!(field)",
        "shema| `shema` cannot stand here: `schema` or `record` is expected",
    ),
    "schema: open brace": (
        Language.SCHEMA,
        "computed\n",
        "computed {\n",
        "schema_head(version identity(field) fields(field field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "end| `end` does not close what is open here: write `}`",
    ),
    "transform: missing end apply": (
        Language.TRANSFORM,
        "2)\n    end\n",
        "2)\n",
        "transform_head(input output apply(let assignment assignment) on_error(reject))",
        "apply| `apply` is not closed: an `end` is missing before `on_error`",
    ),
    "transform: extra end": (
        Language.TRANSFORM,
        "    on_error",
        "    end\n    on_error",
        "transform_head(input output apply(let assignment assignment) on_error(reject))",
        "end| this `end` is one too many: it would close `transform price`, which goes on below it; remove it",
    ),
    "transform: open paren": (
        Language.TRANSFORM,
        "amount * rate",
        "f(amount * rate",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "(| this `(` is not closed: `)` is missing",
    ),
    "transform: open paren tail": (
        Language.TRANSFORM,
        "amount * rate",
        "f(amount,",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "(| this `(` is not closed: `)` is missing",
    ),
    "transform: open paren last": (
        Language.TRANSFORM,
        "2)",
        "2",
        "transform_head(input output apply(let assignment assignment!) on_error(reject))",
        "(| this `(` is not closed: `)` is missing",
    ),
    "transform: open brace": (
        Language.TRANSFORM,
        "amount * rate",
        "{ a: 1",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "{| this `{` is not closed: `}` is missing",
    ),
    "transform: half": (
        Language.TRANSFORM,
        "amount * rate",
        "",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "=| this ends too early: a value is expected",
    ),
    "transform: half 2": (
        Language.TRANSFORM,
        "amount * rate",
        "amount *",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "*| this ends too early: a value is expected",
    ),
    "transform: half 3": (
        Language.TRANSFORM,
        "total = amount * rate",
        "total",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "total| this ends too early: `=` is expected",
    ),
    "transform: name gone": (
        Language.TRANSFORM,
        "tax = round",
        " = round",
        "transform_head(input output apply(let assignment assignment!) on_error(reject))",
        "=| `=` cannot stand here: a name is expected",
    ),
    "schema: name gone": (
        Language.SCHEMA,
        "currency: string",
        ": string",
        "schema_head(version identity(field) fields(field field! field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        ":| `:` cannot stand here: a name is expected",
    ),
    "schema: open bracket at the cursor": (
        Language.SCHEMA,
        "[range: 0..] required",
        "[",
        "schema_head(version identity(field) fields(field! field field) computed(computed_field computed_field) constraints_head(constraint_rule))",
        "[| this `[` is not closed: `]` is missing",
    ),
    "transform: misspelled": (
        Language.TRANSFORM,
        "apply",
        "aply",
        "transform_head(input output apply!(let assignment assignment) on_error(reject))",
        "aply| `aply` cannot stand here: `apply` is expected",
    ),
    "transform: misspelled 2": (
        Language.TRANSFORM,
        "let",
        "lte",
        "transform_head(input output apply(assignment! assignment assignment) on_error(reject))",
        "rate| `rate` cannot stand here: `=` is expected",
    ),
    "transform: stray": (
        Language.TRANSFORM,
        "amount * rate",
        "amount * § rate",
        "transform_head(input output apply(let assignment! assignment) on_error(reject))",
        "§| `§` cannot stand here: a value is expected",
    ),
    "rules: missing endif": (
        Language.RULES,
        "    endif\n",
        "",
        "rule_head(if(set else set return_now))",
        "rule Next| `rule Next` is not closed: an `end` is missing",
    ),
    "rules: extra": (
        Language.RULES,
        "    endif\n",
        "    endif\n    end\n",
        "rule_head(if(set else set) return_now)",
        "end| this `end` is one too many: it would close `rule Next`, which goes on below it; remove it",
    ),
    "rules: extra 2": (
        Language.RULES,
        "    return:",
        "    end\n    return:",
        "table_head(hit_policy given(input_field) decide(row row row row) return(input_field))",
        "end| this `end` is one too many: it would close `decision_table Fraud`, which goes on below it; remove it",
    ),
    "rules: no bar": (
        Language.RULES,
        '"block"  |',
        '"block"',
        "table_head(hit_policy given(input_field) decide(row row row! row) return(input_field))",
        '"block"| this row has no bar `|` at its end; add one after the last cell',
    ),
    "rules: row in two": (
        Language.RULES,
        "| >= 10  |",
        "|\n        >= 10  |",
        "table_head(hit_policy given(input_field) decide(row row row unknown! row) return(input_field))",
        ">=| `>=` starts nothing that may stand here; check its spelling and the `end`s above",
    ),
    "rules: half": (
        Language.RULES,
        "set b = 1",
        "set b =",
        "rule_head(if(set! else set) return_now)",
        "=| this ends too early: a value is expected",
    ),
    "rules: half 2": (
        Language.RULES,
        "set b = 1",
        "set",
        "rule_head(if(set! else set) return_now)",
        "set| this ends too early: a name is expected",
    ),
    "rules: misspelled": (
        Language.RULES,
        "decide:",
        "dceide:",
        "table_head(hit_policy given(input_field) decide!(row row row row) return(input_field))",
        "dceide| `dceide` cannot stand here: `decide` is expected",
    ),
    "rules: misspelled 2": (
        Language.RULES,
        "else",
        "esle",
        "rule_head(if(set else! set) return_now)",
        "esle| `esle` cannot stand here: `else` is expected",
    ),
    "rules: misspelled 3": (
        Language.RULES,
        "then",
        "tehn",
        "rule_head(if!(set else set) return_now)",
        "tehn| `tehn` cannot stand here: `then` is expected",
    ),
    "rules: misspelled 4": (
        Language.RULES,
        "hit_policy",
        "hit_polcy",
        "table_head(hit_policy! given(input_field) decide(row row row row) return(input_field))",
        "hit_polcy| `hit_polcy` cannot stand here: `hit_policy` is expected",
    ),
    "rules: broken line below the header": (
        Language.RULES,
        "|========|==========|",
        "|========|=====x====|",
        "table_head(hit_policy given(input_field) decide(row row! row row) return(input_field))",
        "=====x====| this line separates the header from the rows: write only `=` or `-` between its bars",
    ),
    "rules: broken word that opens a block": (
        Language.RULES,
        "given:",
        "given @ :",
        "table_head(hit_policy given!(input_field) decide(row row row row) return(input_field))",
        "@| `@` cannot stand here: `:` is expected",
    ),
    "rules: brace that nothing closes": (
        Language.RULES,
        "given:",
        "given: {",
        "table_head(hit_policy given(input_field) decide(row row row row) return(input_field))",
        "{| this `{` is not closed: `}` is missing",
    ),
    "rules: stray": (
        Language.RULES,
        "set b = 1",
        "set b = ) 1",
        "rule_head(if(set! else set) return_now)",
        ")| `)` cannot stand here: a value is expected",
    ),
}


def _names(file: SourceFile) -> list[str]:
    return [segment.name.text for segment in file.segments if segment.name]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_problem_and_hurts_nothing_else(mistake: str) -> None:
    language, old, new, outline, problem = MISTAKES[mistake]
    text = TEXTS[language]
    right, broken = SourceFile(language, text), SourceFile(language, text.replace(old, new, 1))
    assert all(not segment.problems for segment in right.segments)
    assert _names(broken) == _names(right)
    hurt = [segment for segment in broken.segments if segment.problems]
    assert [(rules(segment.entries), problems(segment)) for segment in hurt] == [
        (outline, [problem])
    ]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "typed", ["{0} ; {1}", "@ {1}", "{1}", " {1}", "{0} {0} {1}", "{0} {1} {1}", "{0} {1} ;", '{0} "{1}',
              "p {1}", "{0} {1} }}", "{0} {1} )", "{0}{1}", "{0} {1}`", "{0[0]}{0[1]} {0[2]}{0[3]} {1}"],
)  # fmt: skip
def test_a_broken_head_keeps_its_name_and_what_is_below_it(language: Language, typed: str) -> None:
    text = TEXTS[language]
    end = text.index("\nend\n", text.index("\nend\n") + 1) + 5
    second = text.rindex("\n\n", 0, end) + 2
    head, _, body = text[second:end].partition("\n")
    keyword, name = head.split()
    right = SourceFile(language, text[:second] + text[second:end] + text)
    broken = SourceFile(language, f"{text[:second]}{typed.format(keyword, name)}\n{body}{text}")
    expected = [rules(segment.entries) for segment in right.segments]
    kept = [rules(segment.entries).replace("!", "") for segment in broken.segments]
    inner = [one.partition("_head")[2] for one in kept]
    assert inner == [one.partition("_head")[2] for one in expected]
    wrong = [problem for segment in broken.segments for problem in problems(segment)]
    assert len(wrong) == 1, wrong
    if typed != "{0}{1}":
        assert _names(broken) == _names(right)


def test_a_field_without_a_type_is_no_record_that_takes_the_end_of_its_block() -> None:
    text = "transform T\n    input\n        a: integer\n        b:\n        c: string\n    end\n    output: A\n    apply\n        x = a\n    end\nend\n"
    [segment] = SourceFile(Language.TRANSFORM, text).segments
    assert problems(segment) == [
        "b:| this ends too early: a type is expected, or fields and an `end`"
    ]


@pytest.mark.parametrize("typed", ["on_success send", "on_failure emit"])
def test_a_quote_that_takes_an_end_is_one_mistake(typed: str) -> None:
    text = f'process P\n    receive a\n    transform using T\n    {typed} "to bad end\n    emit to b\nend\n'
    [segment] = SourceFile(Language.PROCESS, text).segments
    assert len(segment.problems) == 1


BRACED = {
    "state": "    state {{\n        local n keyed by a type counter\n",
    "inline transform": "    transform T {{\n        set b = 1\n",
    "window": "    window tumbling 1 minute {{\n        aggregate\n            n = count()\n        end\n",
}


@pytest.mark.parametrize("block", BRACED)
def test_a_brace_is_missed_where_the_end_of_its_block_is_optional(block: str) -> None:
    text = f"process P\n    receive a\n{BRACED[block].replace('{{', '{')}    emit to b\nend\n"
    [segment] = SourceFile(Language.PROCESS, text).segments
    assert problems(segment) == ["{| this `{` is not closed: `}` is missing"]
    assert [entry.rule for entry in segment.entries[0].children][-1] == "emit"


@pytest.mark.parametrize("above", ["", "    emit to c\n", "    persist to c\n"])
@pytest.mark.parametrize("words", ["on_error", "on error"])
def test_the_end_of_an_on_error_may_stand_behind_its_first_step(above: str, words: str) -> None:
    text = (
        f"process P\n    receive a\n{above}    {words}\n        emit to x end\n    emit to b\nend\n"
    )
    [segment] = SourceFile(Language.PROCESS, text).segments
    assert problems(segment) == []
    assert "on_error(emit) emit)" in rules(segment.entries)


def test_lines_outside_of_any_definition_are_one_problem() -> None:
    (segment,) = SourceFile(Language.SCHEMA, "what is\nthis here\n\nfor\n").segments
    assert len(segment.problems) == 1


def test_a_row_without_its_last_bar_keeps_its_cells() -> None:
    text = RULES.replace('"block"  |', '"block"')
    table = SourceFile(Language.RULES, text).segments[0]
    decide = table.entries[0].first("decide")
    assert decide is not None
    assert [len(row.node.cells) for row in decide.children if hasattr(row.node, "cells")] == [2] * 4


def test_an_end_too_many_is_one_mistake_without_indentation() -> None:
    text = (
        "transform T\ninput: A\noutput: B\napply\na = b\nend\n"
        + "".join(f"x{n} = y{n}\n" for n in range(50))
        + "end\nend\n"
    )
    [segment] = SourceFile(Language.TRANSFORM, text).segments
    [problem] = segment.problems
    assert segment.text[problem.start : problem.end] == "x0"
    assert "check its spelling and the `end`s above" in problem.message


@pytest.mark.parametrize("arm", ["when.", "when======|a", "when", "otherwise.", "default."])
def test_a_half_typed_arm_ends_the_scan(arm: str) -> None:
    """Found by fuzzing: the word that ends the `route` also started the next item, for ever."""
    text = f"process P\n    receive a\n    route by amount\n        {arm}\n    end\nend\n"
    [segment] = SourceFile(Language.PROCESS, text).segments
    assert segment.text == text
    assert segment.problems
