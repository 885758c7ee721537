"""Edits, whatever they are, leave the same findings as a fresh workspace of the same texts."""

import re
from contextlib import suppress
from itertools import chain, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import all_findings, files_of, put, workspace_of

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.index import ALL_NAMES
from nexflow_analysis.names import normal
from nexflow_analysis.project.model import Project
from nexflow_analysis.results import Checked
from nexflow_analysis.stopping import StoppedError
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.reading import read_segment
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.source_file import Segment

PROJECT = files_of("""\
//- /nexflow.toml
[streams.orders]
schema = "Order"

[lookups.customer_service]
schema = "Customer"
key = ["customer_id"]
//- /common.schema
types
    Currency: string [values: EUR, USD]
    Quantity: integer
end
//- /order.schema
import common.schema

// An order.
schema Order
    streaming
        time_field: placed_at
    end
    fields
        customer_id: string required
        amount: money required
        currency: Currency required
        quantity: Quantity
        placed_at: timestamp required
    end
    computed
        large = amount > 100
    end
end

schema Customer
    fields
        customer_id: string required
        tier: string
    end
end
//- /price.xform
import order.schema

transform price
    input: Order
    output
        customer_id: string required
        total: money required
    end
    apply
        customer_id = customer_id
        total = amount * 2
    end
end
//- /risk.rules
decision_table Risk
    given:
        total: money
    decide:
        | total | decision |
        |=======|==========|
        | > 100 | "review" |
        | *     | "accept" |
    return:
        decision: string
end
//- /intake.proc
import order.schema
import risk.rules

process Intake
    receive orders
    enrich from customer_service on customer_id
    filter large and tier == "gold"
    emit to big
end

process Pricing
    receive orders
    transform using price
    evaluate using Risk
    emit to priced
end
//- /other.proc
process Intake2
    receive Order from kafka "x"
    filter amount > 3
    emit to small
end
""")

PIECES = [
    "", "", " ", "\n", "end\n", "schema Order\n", "amount", "Order", "orders", "x", "total", "2026", '"',
    "// ", "/*", "*/", "        tier: string\n", "import risk.rules\n", "process Intake\n", "| ", "{", "}",
    "transform price\n", "large", "import nowhere.schema\n", "types\n", "é\u2028", "\r\n",
]  # fmt: skip
PATHS = [path for path in PROJECT if not path.endswith(".toml")]

position = st.floats(min_value=0, max_value=1, exclude_max=True)
edits = st.tuples(
    st.just("edit"), st.sampled_from(PATHS), position, st.integers(0, 40), st.sampled_from(PIECES)
)
moves = st.tuples(st.just("move"), st.sampled_from(PATHS), position, position)
removals = st.tuples(st.just("remove"), st.sampled_from(PATHS))
copies = st.tuples(
    st.just("copy"), st.sampled_from(PATHS), st.sampled_from([*PATHS, "/new.schema"])
)
SETTINGS = [
    "", PROJECT["/nexflow.toml"], "[streams.orders]\n", "[[", '[streams.orders]\nschema = "Customer"\n',
    '[lint]\nignore = ["NX1"]\n', '[lint]\nselect = ["all"]\n[lint.severity]\nNX = "hint"\n',
    '[evolution]\nprevious = "order.schema"\n', '[functions.price]\nreturns = "Order"\n',
    '[lookups.customer_service]\nschema = "Order"\n[config]\nlimit = 3\n',
]  # fmt: skip
projects = st.tuples(st.just("project"), st.sampled_from(SETTINGS))
looks = st.tuples(
    st.sampled_from(["look", "glance", "slice", "prove", "stop"]), st.sampled_from(PATHS)
)
actions = st.lists(
    st.one_of(edits, edits, edits, moves, removals, copies, projects, looks), max_size=8
)


def place(text: str, offset: int) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    return len(lines) - 1, len(lines[-1])


def replace(
    workspace: Workspace, texts: dict[str, str], path: str, a: int, b: int, new: str
) -> None:
    text = texts[path]
    if text[max(a - 1, 0) : a + 1] == "\r\n" or text[max(b - 1, 0) : b + 1] == "\r\n":
        return
    workspace.edit(path, place(text, a), place(text, b), new)
    texts[path] = text[:a] + new + text[b:]


def act(workspace: Workspace, texts: dict[str, str], action: tuple) -> None:
    kind, path, *rest = action
    match kind:
        case "edit" if path in texts:
            start = int(rest[0] * (len(texts[path]) + 1))
            replace(workspace, texts, path, start, min(start + rest[1], len(texts[path])), rest[2])
        case "move" if path in texts:
            start, at = (int(part * (len(texts[path]) + 1)) for part in rest)
            line = texts[path][start : start + 60]
            replace(workspace, texts, path, start, start + len(line), "")
            replace(workspace, texts, path, *(2 * (min(at, len(texts[path])),)), line)
        case "remove" if path in texts:
            workspace.remove(path)
            del texts[path]
        case "copy" if path in texts:
            texts[rest[0]] = texts[path]
            workspace.set_text(rest[0], texts[path])
        case "project":
            texts["/nexflow.toml"] = path
            put(workspace, "/nexflow.toml", path)
        case _ if path in texts:
            look(workspace, kind, path)


def look(workspace: Workspace, how: str, path: str) -> None:
    match how:
        case "look":
            workspace.findings(path)
        case "glance":
            workspace.findings(path, slow=False)
        case "slice":
            workspace.check_next(path)
        case "prove":
            workspace.prove_next(path)
        case "stop":
            with suppress(StoppedError):
                workspace.prove_next(path, lambda: True)
            with suppress(StoppedError):
                workspace.check_next(path, chain(repeat(False, 9), repeat(True)).__next__)  # noqa: FBT003


@settings(max_examples=150, deadline=None)
@given(actions, st.sampled_from(["checked before", "unchecked"]))
def test_edits_leave_the_findings_of_a_fresh_workspace(actions: list, start: str) -> None:
    texts = dict(PROJECT)
    workspace = workspace_of(texts)
    if start == "checked before":
        all_findings(workspace)
    for action in actions:
        act(workspace, texts, action)
    assert {path: file.text for path, file in workspace.files.items()} == {
        path: text for path, text in texts.items() if not path.endswith(".toml")
    }
    fresh = workspace_of(texts)
    for path in texts:
        assert workspace.syntax_errors(path) == fresh.syntax_errors(path)
    assert all_findings(workspace) == all_findings(fresh)


@settings(max_examples=100, deadline=None)
@given(actions)
def test_what_is_not_stale_has_the_findings_it_had(actions: list) -> None:
    texts = dict(PROJECT)
    workspace = workspace_of(texts)
    shown = all_findings(workspace)
    for action in actions:
        act(workspace, texts, action)
        if action[0] in ("look", "glance"):
            shown[action[1]] = workspace.findings(action[1], slow=action[0] == "look")
    for path in {*workspace.stale_paths(), *workspace.unproven_paths()}:
        shown[path] = workspace.findings(path)
    now = all_findings(workspace)
    assert {path: shown[path] for path in now} == now


@settings(max_examples=60, deadline=None)
@given(st.lists(edits, min_size=1, max_size=4))
def test_undoing_restores_the_findings(edits: list) -> None:
    texts = dict(PROJECT)
    workspace = workspace_of(texts)
    before = all_findings(workspace)
    states = []
    for edit in edits:
        states.append(dict(texts))
        act(workspace, texts, edit)
        all_findings(workspace)
    for state in reversed(states):
        for path in state:
            if state[path] != texts[path]:
                replace(workspace, texts, path, 0, len(texts[path]), state[path])
    assert texts == PROJECT
    assert all_findings(workspace) == before


def meanings(workspace: Workspace) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return what each name means, and each kind's names, positions aside."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for declared in workspace.exported():
        definition = declared.definition
        meaning = (declared.path, repr(definition))
        found.setdefault((definition.kind, normal(definition.name)), []).append(meaning)
        found.setdefault((definition.kind, ALL_NAMES), []).append((definition.name, ""))
    return {name: sorted(meaning) for name, meaning in found.items()}


def checked_in(workspace: Workspace) -> dict[Segment, Checked]:
    segments = [segment for file in workspace.files.values() for segment in file.segments]
    results = {segment: workspace._results.find(segment) for segment in segments}
    return {segment: checked for segment, checked in results.items() if checked is not None}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(edits, edits, removals, copies), min_size=1, max_size=3))
def test_only_what_is_new_or_asked_for_a_changed_name_is_checked_again(actions: list) -> None:
    texts = dict(PROJECT)
    workspace = workspace_of(texts)
    all_findings(workspace)
    before = checked_in(workspace)
    asked = {segment: set(checked.questions) for segment, checked in before.items()}
    workspace.checks_run = 0
    changed = set()
    for action in actions:
        meant = meanings(workspace)
        act(workspace, texts, action)
        means = meanings(workspace)
        changed |= {name for name in {*meant, *means} if meant.get(name) != means.get(name)}
    all_findings(workspace)
    after = checked_in(workspace)
    again = {segment for segment, checked in after.items() if checked is not before.get(segment)}
    for segment in again & before.keys():
        assert asked[segment] & changed, (segment.kind, segment.name)
    assert workspace.checks_run == len(again)


def test_slow_checks_come_later_and_say_the_same() -> None:
    texts = {**PROJECT, "/risk.rules": PROJECT["/risk.rules"].replace("| *     |", "| > 200 |")}
    workspace, at_once = workspace_of(texts), workspace_of(texts)
    assert workspace.findings("/risk.rules", slow=False) == []
    assert workspace.unproven_paths() == ["/risk.rules"]
    with pytest.raises(StoppedError):
        workspace.prove_next("/risk.rules", lambda: True)
    assert workspace.findings("/risk.rules", slow=False) == []
    assert "/risk.rules" not in workspace.stale_paths()
    assert workspace.prove_next("/risk.rules", lambda: False)
    assert "/risk.rules" in workspace.stale_paths()
    assert not workspace.unproven_paths()
    proven = workspace.findings("/risk.rules", slow=False)
    assert [finding.code for finding in proven] == ["NX410", "NX412"]
    assert proven == at_once.findings("/risk.rules")


def test_a_check_that_is_stopped_anywhere_starts_again() -> None:
    fresh = workspace_of(PROJECT).findings("/intake.proc")
    workspace = workspace_of(PROJECT)
    path, stops = "/intake.proc", 0
    while workspace.unchecked_lines(path):
        answers = chain(repeat(False, stops), repeat(True))  # noqa: FBT003 - of whether to stop
        with suppress(StoppedError):
            workspace.check_next(path, answers.__next__)
        stops += 1
    assert stops > 9
    assert workspace.findings(path) == fresh


def test_syntax_errors_are_known_before_the_checks() -> None:
    texts = {**PROJECT, "/intake.proc": PROJECT["/intake.proc"].replace("receive", "recieve ?")}
    workspace = workspace_of(texts)
    known = workspace.syntax_errors("/intake.proc")
    assert known
    assert workspace.unchecked_lines("/intake.proc")
    assert known == [one for one in workspace.findings("/intake.proc") if one in known]
    assert workspace.syntax_errors("/intake.proc") == known
    assert not workspace.syntax_errors("/nexflow.toml")


def test_the_reading_of_a_table_stops_when_someone_waits() -> None:
    workspace = workspace_of(PROJECT)
    [segment] = [one for one in workspace.files["/risk.rules"].segments if one.kind == "table"]
    assert read_segment(segment, workspace.lookup(), Budget(0, lambda: False)) is not None
    with pytest.raises(StoppedError):
        read_segment(segment, workspace.lookup(), Budget(0, lambda: True))


def test_findings_of_slow_checks_go_with_the_text_that_they_are_about() -> None:
    workspace = workspace_of(PROJECT)
    text = PROJECT["/risk.rules"].replace("| *     |", "| > 200 |")
    workspace.set_text("/risk.rules", text)
    assert workspace.findings("/risk.rules")
    line = text[: text.index("> 200")].count("\n")
    workspace.edit("/risk.rules", (line, 10), (line, 15), "*    ")
    assert workspace.findings("/risk.rules", slow=False) == []


def test_the_budget_is_the_callers() -> None:
    text = PROJECT["/risk.rules"].replace("| *     |", "| > 200 |")
    workspace = Workspace(Project.default("sample"), proof_steps=0)
    workspace.set_text("/risk.rules", text)
    found = workspace.findings("/risk.rules")
    assert {finding.severity for finding in found} == {Severity.INFORMATION}
    assert all("is not proven" in finding.message for finding in found)


def test_the_project_is_clean() -> None:
    assert not any(all_findings(workspace_of(PROJECT)).values())


def checks_of(path: str, old: str, new: str) -> tuple[int, set[str]]:
    """Return how many definitions an edit checks anew, and the files whose findings it changes."""
    workspace = workspace_of(PROJECT)
    before = all_findings(workspace)
    workspace.checks_run = 0
    start = PROJECT[path].index(old)
    text = PROJECT[path]
    workspace.edit(path, place(text, start), place(text, start + len(old)), new)
    stale = workspace.stale_paths()
    after = all_findings(workspace)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed <= stale
    return workspace.checks_run, changed


def test_an_edit_inside_a_process_checks_that_process_only() -> None:
    assert checks_of("/intake.proc", "large and", "amount > 5 and") == (1, set())


def test_a_comment_before_a_definition_checks_that_definition_only() -> None:
    runs, changed = checks_of("/order.schema", "// An order.", "// One order.")
    assert (runs, changed) == (1, set())


def test_renaming_a_field_checks_only_what_asked_for_its_schema() -> None:
    runs, changed = checks_of("/order.schema", "amount: money", "price: money")
    # the schema, the transform, and three processes; not the customer, the rules or the types
    assert runs == 5
    assert changed == {"/order.schema", "/price.xform", "/other.proc"}


def test_renaming_a_field_that_nobody_asks_for_checks_only_its_schema_and_its_users() -> None:
    runs, changed = checks_of("/order.schema", "tier: string", "tier: string required")
    assert runs == 2  # the customer's schema, and the process that enriches with it
    assert changed == set()


def test_a_new_definition_checks_only_what_missed_its_name() -> None:
    workspace = workspace_of(
        {**PROJECT, "/price.xform": "", "/broken.proc": "process P\n    receive No\n"}
    )
    all_findings(workspace)
    workspace.checks_run = 0
    workspace.set_text(
        "/more.xform",
        "transform unrelated\n    input: Order\n    apply\n        result.x = 1\n    end\nend\n",
    )
    assert workspace.stale_paths() == {"/more.xform", "/intake.proc"}
    all_findings(workspace)
    assert workspace.checks_run == 2  # itself, and the process that looks for a transform `price`


def test_a_finding_moves_with_its_definition() -> None:
    workspace = workspace_of(PROJECT)
    workspace.edit("/order.schema", (9, 16), (9, 21), "monney")
    (before,) = workspace.findings("/order.schema")
    workspace.edit("/order.schema", (0, 0), (0, 0), "// One\n// Two\n")
    (after,) = workspace.findings("/order.schema")
    assert (before.start, after.start) == ((9, 16), (11, 16))
    assert after.fixes[0].edits[0].start == after.start


def test_which_of_two_definitions_counts_does_not_depend_on_which_came_first() -> None:
    texts = {
        "/a.schema": "schema Twin\n    fields\n        one: string\n    end\nend\n",
        "/b.schema": "schema Twin\n    fields\n        two: string\n    end\nend\n",
        "/p.proc": 'process P\n    receive Twin from kafka "x"\n    filter one == two\n    emit to y\nend\n',
    }
    workspace = workspace_of(texts)
    backwards = workspace_of(dict(reversed(texts.items())))
    assert len(workspace.findings("/p.proc")) == 1
    assert workspace.findings("/p.proc") == backwards.findings("/p.proc")
    workspace.set_text("/a.schema", texts["/a.schema"])
    assert workspace.findings("/p.proc") == backwards.findings("/p.proc")
