"""While a definition is broken, what others know of it stays: they say nothing."""

from __future__ import annotations

import pytest
from sample import all_findings, files_of, workspace_of

PROJECT = files_of("""\
//- /order.schema
schema Order
    version 1.0.0
    fields
        a: string required
        b: integer required
        c: money required
    end
end
//- /price.xform
import order.schema
transform price
    input: Order
    output
        total: integer required
        label: string required
    end
    apply
        total = b
        label = a
    end
end
//- /risk.rules
decision_table Risk
    given
        b: integer
        c: money
    end
    decide
        | b   | c       | result |
        |-----|---------|--------|
        | > 1 | > $1    | "x"    |
        | *   | *       | "y"    |
    end
    return
        result: string required
    end
end
//- /p.proc
import order.schema
import price.xform
import risk.rules
process P
    receive Order from kafka "orders"
        group "g"
    evaluate using Risk
    transform using price
    emit to done
end
""")
AFTER = "\nschema Next\n    fields\n        a: string required\n    end\nend\n"
HEADS = {"/order.schema": 1, "/price.xform": 2, "/risk.rules": 1}


@pytest.mark.parametrize("path", HEADS)
@pytest.mark.parametrize(
    "typed", ["(", '"', "[", "{", "}", "/*", ' = "x', "end ", "\n", "x y", ":", "| "]
)
def test_the_others_say_nothing_while_someone_types_below_a_head(path: str, typed: str) -> None:
    workspace = workspace_of(PROJECT)
    assert not any(all_findings(workspace).values())
    for number, line in enumerate(PROJECT[path].splitlines()[HEADS[path] :], HEADS[path]):
        if "input: " in line and typed in ("{", "\n"):
            continue  # `input:` and `Order` below it is another transform, of a field `Order`
        for column in range(0, len(line) + 1, 3):
            workspace.edit(path, (number, column), (number, column), typed)
            if any(segment.problems for segment in workspace.files[path].segments):
                found = all_findings(workspace)
                assert not any(found[other] for other in found if other != path), line[:column]
            end = (number + 1, 0) if typed == "\n" else (number, column + len(typed))
            workspace.edit(path, (number, column), end, "")
    assert workspace.files[path].text == PROJECT[path]
    assert not any(all_findings(workspace).values())


@pytest.mark.parametrize("path", HEADS)
@pytest.mark.parametrize("typed", ["X", " ", ";", '"', "}", "`", "(", "=", "/*", "@ x"])
def test_the_others_say_nothing_while_someone_types_in_a_head(path: str, typed: str) -> None:
    workspace = workspace_of({**PROJECT, "/order.schema": PROJECT["/order.schema"] + AFTER})
    line = HEADS[path] - 1
    length = len(PROJECT[path].splitlines()[line])
    broken = 0
    for column in range(length + 1):
        for start, end, new in ((column, column, typed), (column, length, ""), (0, column, "")):
            old = workspace.files[path].lines[line][start:end]
            workspace.edit(path, (line, start), (line, end), new)
            if any(segment.problems for segment in workspace.files[path].segments):
                broken += 1
                found = all_findings(workspace)
                assert not any(found[other] for other in found if other != path), (column, new)
                assert len(found[path]) == 1, (column, new, found[path])
            workspace.edit(path, (line, start), (line, start + len(new)), old)
    assert broken > length
    assert not any(all_findings(workspace).values())


def test_a_suppression_that_a_broken_definition_makes_needless_is_left_alone() -> None:
    text = PROJECT["/p.proc"].replace(
        "    emit to done\n", "    filter nothing > 1 // nexflow: ignore NX101\n    emit to done\n"
    )
    workspace = workspace_of({**PROJECT, "/p.proc": text})
    before = [finding.code for finding in workspace.findings("/p.proc")]
    workspace.edit("/order.schema", (3, 8), (3, 8), "; ")
    assert [finding.code for finding in workspace.findings("/p.proc")] in ([], before)


def test_what_other_definitions_are_missing_is_said_below_a_broken_statement_too() -> None:
    text = (
        PROJECT["/p.proc"].replace("using Risk", "using Rsk").replace("using price", "using prce")
    )
    text = text.replace('    group "g"\n', '    group "g"\n    filter amount >\n')
    found = workspace_of({**PROJECT, "/p.proc": text}).findings("/p.proc")
    assert [finding.code for finding in found if finding.code != "NX132"] == [
        "NX001",
        "NX100",
        "NX100",
    ]


@pytest.mark.parametrize("typed", [";", '"', "@"])
def test_a_stream_that_a_broken_receive_may_open_is_not_missed(typed: str) -> None:
    text = "process P\n    receive a\n    receive {}b\n    join a with b on id within 1 hour\n    emit to c\nend\n"
    found = workspace_of({"/p.proc": text.format(f"{typed} ")}).findings("/p.proc")
    assert "NX100" not in [finding.code for finding in found]


PARAMETERS = files_of("""\
//- /rate.xform
transform rate
    input: object
    output
        total: decimal required
    end
    params
        factor: decimal required
        limit: decimal required
    end
    apply
        total = factor * limit
    end
end
//- /p.proc
process P
    receive orders from kafka "orders"
        schema object
    transform using rate
        params: { factor: 1.5, limit: 2.5 }
    emit to done
end
""")


@pytest.mark.parametrize("typed", ["@", "x y", "{", '"', ":", "\n", "end ", "("])
def test_broken_parameters_are_demanded_of_nobody(typed: str) -> None:
    workspace = workspace_of(PARAMETERS)
    quiet = [finding.message for finding in workspace.findings("/p.proc")]
    for line in (5, 6, 7, 8):
        for column in range(4, len(PARAMETERS["/rate.xform"].splitlines()[line]) + 1, 2):
            workspace.edit("/rate.xform", (line, column), (line, column), typed)
            if any(segment.problems for segment in workspace.files["/rate.xform"].segments):
                found = [finding.message for finding in workspace.findings("/p.proc")]
                assert found == quiet, (line, column)
            end = (line + 1, 0) if typed == "\n" else (line, column + len(typed))
            workspace.edit("/rate.xform", (line, column), end, "")


@pytest.mark.parametrize("column", range(4, 16))
@pytest.mark.parametrize("typed", ["\n", "{"])
def test_a_broken_input_takes_the_output_below_for_no_field_of_it(column: int, typed: str) -> None:
    text = PROJECT["/price.xform"].split("    output\n")[0] + (
        "    output: Order, required\n    apply\n        a = a\n        b = b\n        c = c\n    end\nend\n"
    )
    workspace = workspace_of({**PROJECT, "/price.xform": text})
    assert not workspace.findings("/p.proc")
    workspace.edit("/price.xform", (2, column), (2, column), typed)
    assert not workspace.findings("/p.proc")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("        ; x", True),
        ("        5", True),
        ("        -> x", True),
        ("        ] x", True),
        ("        blank: = x", True),
        ("        blank = x", True),
        ("        something strange", True),
        ("        end", True),
        ("something strange", False),
        ("/* something strange", False),
    ],
)
def test_what_is_missing_is_said_unless_a_line_may_have_been_a_head(
    line: str,
    said: bool,  # noqa: FBT001 - a column of the table
) -> None:
    text = PROJECT["/order.schema"].replace("    fields\n", f"{line}\n    fields\n")
    assert text != PROJECT["/order.schema"]
    process = PROJECT["/p.proc"].replace('group "g"', "schema Nothing")
    assert process != PROJECT["/p.proc"]
    workspace = workspace_of({**PROJECT, "/order.schema": text, "/p.proc": process})
    assert workspace.findings("/order.schema")
    codes = [finding.code for finding in workspace.findings("/p.proc")]
    assert ("NX100" in codes) is said


def test_below_a_block_without_its_end_any_line_may_have_been_a_head() -> None:
    text = PROJECT["/order.schema"].replace("    fields\n", "    something strange\n    fields\n")
    process = PROJECT["/p.proc"].replace('group "g"', "schema Nothing")
    workspace = workspace_of(
        {**PROJECT, "/order.schema": text.removesuffix("end\n"), "/p.proc": process}
    )
    assert "NX100" not in [finding.code for finding in workspace.findings("/p.proc")]
