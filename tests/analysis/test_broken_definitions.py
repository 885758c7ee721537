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
