"""`nexflow.<env>.toml`, laid over `nexflow.toml`."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from command_line import run, write
from talk import Talk

from nexflow_analysis.project.read import read_project
from nexflow_server.files import environments
from nexflow_server.projects import ProjectFolder

BASE = '[project]\nname = "shop"\n\n[streams.orders]\ntopic = "orders"\nschema = "Order"\n'
ORDER = "schema Order\n    id: string required\nend\n"


def project_of(root: Path, env: str = "") -> ProjectFolder:
    project = ProjectFolder(str(root), deep=True, env=env)
    for _path in project.load():
        pass
    return project


def said(project: ProjectFolder) -> list[tuple[str, tuple[int, int], str]]:
    return [
        (project.relative(finding.path), finding.start, finding.code)
        for path in project.paths()
        for finding in project.findings(path)
    ]


def test_tables_are_laid_over_tables() -> None:
    over = '[streams.orders]\ntopic = "orders.prod"\n[streams.done]\ntopic = "done"\n'
    project, findings = read_project("/nexflow.toml", BASE, ("/nexflow.prod.toml", over))
    assert findings == ()
    assert project.table("streams", "orders") == {"topic": "orders.prod", "schema": "Order"}
    assert project.table("streams", "done") == {"topic": "done"}
    assert project.name == "shop"


def test_findings_stand_in_the_file_that_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE + '[paths]\nsrcc = "."\n')
    (tmp_path / "nexflow.prod.toml").write_text(
        '[streams.orders]\nschema = "Ordr"\n[targets.flink]\nparallelism = "four"\n'
    )
    (tmp_path / "nexflow.test.toml").write_text("")
    for env in ("", "prod", "test"):
        assert said(project_of(tmp_path, env)) == [
            ("nexflow.prod.toml", (1, 9), "NX100"),
            ("nexflow.prod.toml", (3, 14), "NX602"),
            ("nexflow.toml", (7, 0), "NX601"),
        ]


def test_settings_that_disagree_in_an_environment_that_is_not_chosen(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE + "[targets.flink]\nmax_parallelism = 8\n")
    (tmp_path / "nexflow.prod.toml").write_text("[targets.flink]\nparallelism = 9\n")
    (tmp_path / "nexflow.test.toml").write_text("[targets.flink]\nparallelism = 8\n")
    assert said(project_of(tmp_path)) == [("nexflow.prod.toml", (1, 14), "NX609")]
    (tmp_path / "nexflow.toml").write_text("[[")  # then nobody knows what goes together
    assert said(project_of(tmp_path)) == [("nexflow.toml", (0, 0), "NX600")]


def test_environments_come_and_go(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE)
    project = project_of(tmp_path)
    prod = tmp_path / "nexflow.prod.toml"
    for text, found in (("x = 1", "NX601"), ("x =", "NX600"), ("", "")):
        prod.write_text(text)
        project.refresh(str(prod))
        assert [code for path, _start, code in said(project) if path == prod.name] == [found][
            : len(found)
        ]
    project.open(str(prod), '[streams.orders]\nschema = "Odrer"\n')
    assert said(project) == [(prod.name, (1, 9), "NX100")]
    project.workspace.set_text(str(tmp_path / "b.schema"), ORDER.replace("Order", "Odrer"))
    assert said(project) == []
    project.close(str(prod))
    prod.unlink()
    list(project.load())
    assert project.paths() == [str(tmp_path / "a.schema"), str(tmp_path / "nexflow.toml")]


def test_an_environment_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE)
    (tmp_path / "nexflow.prod.toml").write_text("[streams\n")
    project = project_of(tmp_path, "prod")
    (finding,) = project.findings(project.overlay)
    assert finding.code == "NX600"
    assert finding.message.startswith("nexflow.prod.toml cannot be read: ")
    assert finding.message.endswith("; it is left out until this is mended")
    assert project.workspace.project.name == "shop"


def test_an_editors_text_of_the_environment_counts(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE)
    (tmp_path / "nexflow.prod.toml").write_text("")
    project = project_of(tmp_path, "prod")
    project.open(project.overlay, '[project]\nname = "shop2"\n')
    project.edit(project.overlay, (1, 12), (1, 13), "3")
    assert project.workspace.project.name == "shop3"
    assert project.lines(project.overlay)[1] == 'name = "shop3"\n'
    project.close(project.overlay)
    assert project.workspace.project.name == "shop"
    (tmp_path / "nexflow.prod.toml").write_text('[project]\nname = "prod"\n')
    project.refresh(project.overlay)
    assert project.workspace.project.name == "prod"


def test_the_command_line_and_the_variable_name_the_environment(tmp_path: Path) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE)
    (tmp_path / "nexflow.prod.toml").write_text(
        '[lint]\nignore = ["NX110"]\n[streams.orders]\nschema = "Ordr"\n'
    )
    (tmp_path / "nexflow.test.toml").write_text("")
    assert environments(str(tmp_path)) == ["prod", "test"]
    for chosen, arguments in (("prod", ("--env", "prod")), ("test", ("--env=test",)), ("", ())):
        done = run(tmp_path, "check", *arguments)
        assert done.returncode == 1
        assert " --> nexflow.prod.toml:4:10" in done.stdout
        shown = run(tmp_path, "check", "--show-settings", NEXFLOW_ENV=chosen).stdout
        assert ("NX110" in shown) is (chosen == "prod")
    # What another environment's file says does not stand in the way.
    assert "nexflow.prod.toml:4:10" in run(tmp_path, "generate", "--env", "prod").stderr
    assert "there is no process" in run(tmp_path, "generate", "--env", "test").stderr
    done = run(tmp_path, "check", "--env", "prod", "--output-format=json", "nexflow.prod.toml")
    assert [one["path"] for one in json.loads(done.stdout)["findings"]] == ["nexflow.prod.toml"]


@pytest.mark.parametrize("command", ["check", "generate"])
def test_an_unknown_environment_is_named(tmp_path: Path, command: str) -> None:
    write(tmp_path, a_schema=ORDER)
    (tmp_path / "nexflow.toml").write_text(BASE)
    (tmp_path / "nexflow.prod.toml").write_text("")
    done = run(tmp_path, command, "--env", "prd")
    assert done.returncode == 2
    assert "there is no environment `prd`: no `nexflow.prd.toml` beside nexflow.toml" in done.stderr
    assert "did you mean `nexflow.prod.toml`?" in done.stderr


def test_without_a_project_there_are_no_environments(tmp_path: Path) -> None:
    assert run(write(tmp_path, a_schema=ORDER), "check", NEXFLOW_ENV="prod").returncode == 0


STREAM = '[streams.orders]\nschema = "{}"\n'
CUSTOMER = "schema Customer\n    name: string required\nend\n"
PROCESS = 'process P\n    receive orders\n    filter id == "1"\n    emit to done\nend\n'


def test_the_editors_setting_names_the_environment(tmp_path: Path) -> None:
    """As VS Code sends it: when it starts, and with other editors when it changes."""
    write(tmp_path, order_schema=ORDER, customer_schema=CUSTOMER, p_proc=PROCESS)
    (tmp_path / "nexflow.toml").write_text(STREAM.format("Order"))
    (tmp_path / "nexflow.prod.toml").write_text(STREAM.format("Customer"))
    talk = Talk(tmp_path)
    limit = threading.Timer(40, talk.process.kill)
    limit.start()
    started = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
    talk.ask("initialize", {**started, "initializationOptions": {"env": "prod"}})
    talk.send("initialized", {})
    process = talk.open("p.proc")
    talk.wait_for(process, "NX101")
    talk.send("workspace/didChangeConfiguration", {"settings": {"nexflow": {"env": ""}}})
    while talk.codes(process):
        talk.receive()
    # What another environment's file says is checked all the same.
    prod = talk.open("nexflow.prod.toml")
    talk.change(prod, 2, 1, 12, 12, "s")
    talk.wait_for(prod, "NX100")
    (tmp_path / "nexflow.test.toml").write_text("[[")
    created = {"uri": (tmp_path / "nexflow.test.toml").as_uri(), "type": 1}
    talk.send("workspace/didChangeWatchedFiles", {"changes": [created]})
    talk.wait_for(created["uri"], "NX600")
    (tmp_path / "nexflow.test.toml").unlink()
    talk.send("workspace/didChangeWatchedFiles", {"changes": [{**created, "type": 3}]})
    while talk.codes(created["uri"]):
        talk.receive()
    assert talk.codes(process) == []
    assert talk.end() == 0
    limit.cancel()
