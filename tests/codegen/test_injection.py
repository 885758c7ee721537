"""Text that is made to break out of Java, XML, YAML and shell comes out as data."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from generated import compile_java, jars
from hypothesis import example, given
from hypothesis import strategies as st

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate
from nexflow_codegen.deploy.model import yaml_file
from nexflow_codegen.deploy.topics import _quoted
from nexflow_codegen.flink_versions import SUPPORTED
from nexflow_codegen.render import environment
from nexflow_codegen.result import GenerationResult

EVIL = (
    '*/ } \\u002a\\u002f \\u000a " \' """ ]]> <!-- --> <x/> &amp; {{ x }} {% x %} {# x #} $(touch x) '
    "`touch x` %s ; # - a: b\n\r\t\u2028\u2029\u0085 \u202e 😀 \\"
)
#: The same for where a text is one line of plain characters.
LINE = EVIL.replace("\n", "").replace("\r", "")


def written(text: str) -> str:
    """Return a text as a STRING of the language."""
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    plain = "".join(marks.get(one, one) for one in text)
    return '"' + "".join(
        f"\\u{ord(one):04x}" if ord(one) in {0x2028, 0x2029, 0x85} else one for one in plain
    ) + '"'  # fmt: skip


def toml_text(text: str) -> str:
    """Return a text as TOML writes it: as JSON does, but for DEL."""
    return json.dumps(text, ensure_ascii=False)


SAID = written(EVIL)
SCHEMA = f"""// {LINE.replace(chr(0x85), "")}
schema Order
    identity
        id: string
    end
    fields
        // {LINE.replace(chr(0x85), "")}
        note: string [pattern: "\\\\*/ \\\\u002a\\"\\"\\" [$]x%s\\\\\\\\"]
        tags: map<string, string>
        amount: integer required
        mail: string pii.email
        card: string required pii.pan
        birth: date pii
        kind: string [values: {SAID}, "b"]
    end
end
"""
TRANSFORM = f"""transform named
    description: {SAID}
    input: Order
    output: Order
    validate_input
        require amount > 0 else {SAID}
    end
    apply
        note = {SAID}
        tags = {{ a: {SAID} }}
    end
    on_error
        reject with code {SAID}
    end
end
"""
RULES = f"""decision_table Kinds
    description {SAID}
    given:
        note: string
    decide:
        | note | kind2 |
        |======|=======|
        | {SAID.replace("|", "")} | {SAID} |
        | * | "b" |
    return:
        kind2: string
end
"""
PROCESS = f"""// {LINE.replace(chr(0x85), "")}
process Evil
    description {SAID}
    receive orders
    validate_input
        require amount > 1 else {SAID}
    filter note matches "\\\\*/ \\"\\"\\" x"
    transform using named
    evaluate using Kinds
    add_metadata {SAID} = {SAID}
    log_info {SAID}
    set address = mail
    let owner = card
    filter amount > 2
    if amount > 3 then
        set address = mail
    else
        set place = amount
    endif
    log_warning "${{address}} ${{owner}}"
    log_info "${{mail}} ${{card}} ${{birth}} ${{amount}} ${{upper(card)}}"
    emit_audit_event {SAID}
        actor system {SAID}
        payload: {{ a: {SAID} }}
    emit to told
        headers: {{ a: {SAID} }}
        retention 7 days
end
"""
TOML = f"""
[project]
name = "evil"
[targets.flink]
package = "com.example.evil"
[kafka]
bootstrap_servers = "${{BROKERS:b\\"$(touch x)`touch x`:9092}}"
[kafka.consumer]
client_rack = {toml_text(EVIL)}
[streams.orders]
connector = "kafka"
topic = {toml_text("in" + EVIL)}
group = {toml_text(EVIL)}
schema = "Order"
[streams.told]
connector = "kafka"
topic = {toml_text("out" + LINE)}
[regions.east]
suffix = {toml_text(LINE)}
"""


@pytest.fixture(scope="module")
def made() -> GenerationResult:
    """The project whose every text is hostile."""
    workspace = Workspace(read_project("nexflow.toml", TOML)[0])
    for path, text in (
        ("a.schema", SCHEMA), ("a.xform", TRANSFORM), ("a.rules", RULES), ("a.proc", PROCESS),
    ):  # fmt: skip
        workspace.set_text(path, text)
    result = generate(workspace)
    assert result.ok, result.findings
    return result


def _ending(made: GenerationResult, *ends: str) -> dict[str, str]:
    return {file.path: file.text for file in made.files if file.path.endswith(ends)}


def test_java_holds_hostile_text_in_literals_and_comments(made: GenerationResult) -> None:
    java = _ending(made, ".java")
    for path, text in java.items():
        assert all(one == "\n" or one.isprintable() for one in text), path
    assert "touch x" in "".join(java.values())


def test_logs_mask_personal_data(made: GenerationResult) -> None:
    [job] = _ending(made, "/EvilJob.java").values()
    code = " ".join(job.split())
    assert len(re.findall(r"Texts\.maskBeforeDomain\(", code)) == 2
    assert len(re.findall(r", 4L, 4L\)", code)) == 2
    assert re.search(r"Texts\.maskBeforeDomain\([^;]*mail\(\)\)", code)
    assert re.search(r"Texts\.mask\([^;]*card\(\), 4L, 4L\)", code)
    assert re.search(r"Texts\.mask\( *String\.valueOf\([^;]*birth\(\)\), 0L, 0L\)", code)
    assert re.search(r"Texts\.mask\([^;]*card\(\)\.toUpperCase\([^;]*, 0L, 0L\)", code)


def test_logs_mask_what_is_made_of_personal_data() -> None:
    process = """process Seen
    receive orders
    window tumbling 1 minute key by id
        aggregate
            any_mail = first(mail)
            longest = max(length(card))
            n = count()
        end
    end
    log_info "${any_mail} ${any_mail + \\"!\\"} ${longest} ${n} ${hash(any_mail)} ${any_mail is null}"
    emit to told
end
"""
    workspace = Workspace(read_project("nexflow.toml", TOML)[0])
    workspace.set_text(
        "a.schema",
        SCHEMA.replace("        amount", "        at: timestamp required\n        amount"),
    )
    workspace.set_text(
        "a.proc", process.replace("receive orders", "receive orders\n    time by at")
    )
    result = generate(workspace)
    assert result.ok, result.findings
    [job] = _ending(result, "/SeenJob.java").values()
    line = re.search(r"LOG\.info\((.*?)\);", " ".join(job.split()))
    assert line is not None
    assert line[1].count("Texts.maskBeforeDomain(") == 1
    assert line[1].count("Texts.mask(") == 1


@pytest.mark.flink
def test_java_with_hostile_text_compiles(made: GenerationResult, tmp_path: Path) -> None:
    java = {path: text for path, text in _ending(made, ".java").items() if "/main/" in path}
    assert compile_java(java, tmp_path, jars(SUPPORTED[0], tmp_path)) == ""


def test_xml_and_yaml_hold_hostile_text_as_data(made: GenerationResult) -> None:
    for text in _ending(made, "pom.xml").values():
        assert ET.fromstring(text).tag.endswith("project")  # noqa: S314 - our own
    documents = {
        path: yaml.safe_load(text) for path, text in _ending(made, ".yml", ".yaml").items()
    }
    compose = documents["deploy/docker-compose.yml"]
    assert set(compose) == {"name", "services"}
    manager = compose["services"]["evil-east-jobmanager"]["environment"]
    assert manager["NEXFLOW_TOPIC_SUFFIX"].replace("$$", "$") == LINE


def test_a_script_gives_hostile_text_to_its_programs(
    made: GenerationResult, tmp_path: Path
) -> None:
    [script] = _ending(made, ".sh").values()
    for name in ("kafka-topics.sh", "kafka-configs.sh"):
        program = tmp_path / name
        program.write_text('#!/bin/sh\nfor one in "$@"; do printf "%s\\0" "$one"; done\n', "utf-8")
        program.chmod(0o755)
    (tmp_path / "topics.sh").write_text(script, "utf-8")
    found = subprocess.run(
        ["sh", "topics.sh"], cwd=tmp_path, capture_output=True, check=True,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    given_words = found.stdout.decode("utf-8").split("\0")
    assert "out" + LINE + LINE in given_words
    assert 'b"$(touch x)`touch x`:9092' in given_words
    assert not (tmp_path / "x").exists()


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(_TEXTS)
@example(EVIL)
@example("- a\n...\n---\n!!python/object:x")
def test_yaml_gives_a_text_back(text: str) -> None:
    file = yaml_file("a.yaml", {"text": [text, {text: text}]}, "nexflow.toml")
    assert yaml.safe_load(file.text) == {"text": [text, {text: text}]}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@example(EVIL.replace("\r", "").replace("\u0085", ""))
def test_xml_gives_a_text_back(text: str) -> None:
    text = "".join(one for one in text if one not in "\ufffe\uffff")
    made = environment().from_string("<a>{{ x | xml }}</a>").render(x=text)
    assert (ET.fromstring(made).text or "") == text  # noqa: S314 - our own


def test_a_shell_gives_texts_back() -> None:
    texts = [
        EVIL,
        "",
        "$x",
        "a\\",
        "\\$",
        '"',
        "`",
        "$(x)",
        "!",
        "~",
        "*",
        "a\nb",
        "$$",
        "${",
        "$1",
    ]
    shown = "".join(f"printf '%s\\0' {_quoted(text)}\n" for text in texts)
    found = subprocess.run(["sh"], input=shown.encode(), capture_output=True, check=True)
    assert found.stdout.decode("utf-8").split("\0")[:-1] == texts
