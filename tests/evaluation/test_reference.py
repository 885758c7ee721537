"""The reference evaluation gives what was worked out by hand, as the generated Java must."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nexflow_analysis.evaluation.environment import environment_of
from nexflow_analysis.evaluation.expressions import typed_expression
from nexflow_analysis.evaluation.records import received
from nexflow_analysis.evaluation.values import NotEvaluableError, text_of
from nexflow_analysis.infer import Scope
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e

SAMPLE = Path(__file__).parents[1] / "samples/every_expression"
VALUES = [
    tuple(line.split(" ==> "))
    for line in (SAMPLE / "values.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
#: What depends on the clock or on chance, or reads what nothing declares.
BEYOND = ("now()", "today()", "uuid() ", "random()", "_business_date()", "box")


@pytest.fixture(scope="module")
def sample() -> tuple[Scope, Any, Any]:
    """What the expressions see: their scope, the record, and the project."""
    project = read_project("nexflow.toml", (SAMPLE / "nexflow.toml").read_text("utf-8"))[0]
    workspace = Workspace(project)
    workspace.set_text("sample.schema", (SAMPLE / "sample.schema").read_text("utf-8"))
    lookup = workspace.lookup()
    schema = lookup.schema("Sample")
    assert schema is not None
    environment = environment_of(project, lookup)
    line = json.loads((SAMPLE / "sample.jsonl").read_text("utf-8"), parse_float=Decimal)
    return Scope(lookup, schema.record()), received(line, schema, environment), environment


@pytest.mark.parametrize(("code", "value"), VALUES, ids=[code for code, _value in VALUES])
def test_an_expression_gives_what_it_must(
    sample: tuple[Scope, Any, Any], code: str, value: str
) -> None:
    scope, record, environment = sample
    node = parse_item(Language.TRANSFORM, "expression", code).node
    assert isinstance(node, e.Expression)
    try:
        found = typed_expression(node, scope).value(record, environment)
    except NotEvaluableError as error:
        if any(part in code for part in BEYOND):
            pytest.skip(str(error))
        raise
    assert (
        "null" if found is None else text_of(found).replace("[x, , y]", "[x, null, y]")
    ) == value
