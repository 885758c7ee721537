"""One mistake gives one diagnostic, at the place where it is, whatever depends on it."""

from sample import all_findings, workspace_of
from test_incremental import PROJECT, place

from nexflow_analysis.diagnostics import Finding
from nexflow_analysis.workspace import Workspace


def findings_after(**changes: str) -> list[Finding]:
    """Return the findings after replacements `path__old = new` in files of the project."""
    workspace = workspace_of(PROJECT)
    assert not any(all_findings(workspace).values())
    for change, new in changes.items():
        path, old = change.split("__", 1)
        path = f"/{path.replace('_', '.')}"
        assert old in PROJECT[path]
        workspace.set_text(path, PROJECT[path].replace(old, new))
    return [finding for found in all_findings(workspace).values() for finding in found]


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.path, finding.message.split(";")[0]) for finding in findings]


def test_a_schema_that_is_gone_is_missed_by_what_names_it_and_by_nothing_else() -> None:
    workspace = workspace_of(PROJECT)
    workspace.set_text(
        "/order.schema", "schema Customer\n    fields\n        customer_id: string\n    end\nend\n"
    )
    found = [
        f
        for findings in all_findings(workspace).values()
        for f in findings
        if f.severity == "error"
    ]
    assert said(found) == [
        ("/nexflow.toml", "there is no schema `Order`"),
        ("/price.xform", "there is no type `Order`"),
    ]


def test_a_schema_in_a_broken_file_is_still_there_for_the_others() -> None:
    found = findings_after(**{"order_schema__amount: money required": "amount: required money"})
    assert {finding.path for finding in found} == {"/order.schema"}


def test_a_transform_that_is_renamed_is_missed_where_it_is_named() -> None:
    found = findings_after(**{"price_xform__transform price": "transform priced"})
    assert said(found) == [("/intake.proc", "there is no transform `price`")]
    assert found[0].fixes[0].title == "Write `priced`"


def test_an_unknown_step_makes_what_comes_after_it_unknown() -> None:
    found = findings_after(**{"intake_proc__transform using price": "transform using nothing"})
    assert said(found) == [("/intake.proc", "there is no transform `nothing`")]


def test_an_unknown_type_of_a_field_is_reported_at_the_field_only() -> None:
    found = findings_after(**{"order_schema__amount: money": "amount: monney"})
    assert said(found) == [("/order.schema", "there is no type `monney`")]


FIVE = """\
process Five
    receive Order from kafka "x"
    filter amout > 3
    set half = amout / 2
    set more = amout + half
    filter amout != 7
    route by amout
        when > 3 -> emit to large
        otherwise continue
    end
    emit to small
end
"""


def five() -> Workspace:
    workspace = workspace_of({**PROJECT, "/five.proc": FIVE})
    assert len(workspace.findings("/five.proc")) == 1
    return workspace


def test_a_field_misspelled_in_five_places_is_one_finding_with_the_others_related() -> None:
    (finding,) = five().findings("/five.proc")
    assert (finding.start, finding.end) == ((2, 11), (2, 16))
    assert [related.start for related in finding.related] == [(3, 15), (4, 15), (5, 11), (6, 13)]


def test_its_fix_mends_all_places() -> None:
    workspace = five()
    (finding,) = workspace.findings("/five.proc")
    for edit in reversed(finding.fixes[0].edits):
        workspace.edit(edit.path, edit.start, edit.end, edit.text)
    assert workspace.files["/five.proc"].text == FIVE.replace("amout", "amount")
    assert workspace.findings("/five.proc") == []


def test_a_second_definition_is_an_error_at_both_places_that_point_to_each_other() -> None:
    twin = "// A twin.\nschema order\n    fields\n        amount: money\n    end\nend\n"
    workspace = workspace_of({**PROJECT, "/twin.schema": twin})
    (here,) = workspace.findings("/twin.schema")
    there = next(f for f in workspace.findings("/order.schema") if f.code == "NX120")
    assert [(r.path, r.start) for r in here.related] == [("/order.schema", there.start)]
    assert [(r.path, r.start) for r in there.related] == [("/twin.schema", here.start)]


def test_a_place_that_moves_makes_the_findings_stale_that_point_to_it() -> None:
    workspace = workspace_of({**PROJECT, "/twin.schema": "schema Order\nend\n"})
    all_findings(workspace)
    text = PROJECT["/order.schema"]
    workspace.edit("/order.schema", (0, 0), (0, 0), "// One line more.\n")
    assert "/twin.schema" in workspace.stale_paths()
    (finding,) = workspace.findings("/twin.schema")
    line, column = place(text, text.index("Order\n    streaming"))
    assert finding.related[0].start == (line + 1, column)


def test_imports_are_judged_only_where_somebody_knows_the_files() -> None:
    workspace = workspace_of(PROJECT)
    workspace.set_text("/intake.proc", "import nowhere.schema\n" + PROJECT["/intake.proc"])
    assert [f.code for f in workspace.findings("/intake.proc")] == ["NX130"]
    workspace.set_known_paths(["/nowhere.schema"])
    assert workspace.stale_paths() >= {"/intake.proc"}
    assert workspace.findings("/intake.proc") == []
    workspace.set_known_paths(None)
    assert workspace.findings("/intake.proc") == []
