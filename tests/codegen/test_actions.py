"""What rules ask for, where nobody can do it: said at the place, never left out."""

from __future__ import annotations

import pytest
from generated import generate

ACTIONS = """
actions
    notify(account: string) -> emit to alerts
    count(account: string) -> state seen.increment(account)
end
"""
RULE = """
rule R
    given:
        account: string
    {}
end
"""
TABLE = """
decision_table T
    given:
        account: string
    decide:
        | account | said | what |
        |=========|======|======|
        | {}      | "a"  | {}   |
    {}
end
"""
CALLING = """
transform calling
    params:
        account: string required
    end
    apply
        result = {}
    end
    {}
end
"""
REJECTING = """
transform rejecting
    params:
        account: string required
    end
    apply
        result = integer(account)
    end
    on_error
        {}
    end
end
"""


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.rules": ACTIONS + RULE.format("count(account)")}, "the action `count`, which changes the state `seen`: Flink"),
        ({"a.rules": ACTIONS + RULE.format("set x = notify(account)")}, "the action `notify` as a value; call it as a statement"),
        ({"a.rules": ACTIONS + TABLE.format("*", "notify(account)", "execute: notify")}, "`execute: notify`, which says not with what; call"),
        ({"a.rules": ACTIONS + TABLE.format("*", "notify(account)", "execute: multi")}, "`execute: multi` of a table that takes one row; write"),
        ({"a.rules": ACTIONS + TABLE.format("*", "notify(account)", ""), "a.xform": CALLING.format("T(account)", "")}, "the action `notify` here, where nobody does it; `evaluate using`"),
        ({"a.rules": TABLE.format("*", "emit to held", ""), "a.xform": CALLING.format("T(account)", "")}, "an `emit to` here, where nobody does it; `evaluate using`"),
        ({"a.rules": TABLE.format("marker m fired", '"b"', ""), "a.xform": CALLING.format("T(account)", "")}, "a table about the marker `m` here, of which only a process knows"),
        ({"a.xform": REJECTING.format("emit_to: bad") + CALLING.format("rejecting(account)", "")}, "`emit_to: bad` of `Rejecting`, which is called"),
        ({"a.xform": REJECTING.format("emit_to: bad\n        default: 1")}, "`emit_to: bad` of a transform that goes on with defaults"),
    ],
)  # fmt: skip
def test_what_nobody_can_do_is_said(files: dict[str, str], message: str) -> None:
    problems = generate(files).problems
    assert [one for one in problems if one.startswith(f"not generated yet: {message}")], problems
