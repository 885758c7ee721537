"""Hostile text in what a job reads, asks and writes outside: paths, addresses, tables, keys and queries."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from generated import compile_java

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate
from nexflow_codegen.flink_versions import SUPPORTED
from nexflow_codegen.result import GenerationResult
from nexflow_codegen.toolchain import class_path

#: What no code of ours says: found outside of a literal or a comment, a text has broken out.
MARK = "Intruder"
EVIL = f'"); {MARK}.run(); """ + {MARK}.run() + """ \\u0022); {MARK}.run(); //\\ \\" \' */ {MARK}.run(); /* ` $({MARK}) \u2028'
SCHEMA = """schema Order
    identity
        id: string
    end
    fields
        amount: integer required
    end
end
schema Total
    fields
        total: integer required
    end
end
""" + "".join(
    f"schema {name}\n    identity\n        id: string\n    end\n    fields\n        of_{name}: integer\n    end\nend\n"
    for name in ("web", "table", "kept", "documents", "listed")
)
PROCESS = f"""process Outside
    receive orders
    enrich using web on id
    enrich using table on id
    enrich using kept on id
    enrich using documents on id
    enrich using listed on id
    set nothing = "\\u0000 {MARK}"
    sql ```
        SELECT CAST(COUNT(*) AS BIGINT) AS total -- \\u0022); {MARK}.run(); \\ " \"\"\" + {MARK}.run() + \"\"\" ' */
        FROM orders
        WHERE id <> '{MARK}"); \\u000a \"\"\" + {MARK}.run()'
    ``` as Total
    emit to totals
end

process Filed
    receive filed
    emit to table_of
        upsert by id
end
"""  # noqa: S608 - hostile on purpose


def _toml() -> str:
    evil = json.dumps(EVIL, ensure_ascii=False)
    return f"""
[project]
name = "outside"
[targets.flink]
package = "com.example.outside"
[kafka]
bootstrap_servers = "localhost:9092"
[streams.orders]
connector = "kafka"
topic = "orders"
schema = "Order"
[streams.totals]
connector = "kafka"
topic = "totals"
schema = "Total"
[streams.filed]
connector = "file"
path = {evil}
format = "csv"
null_value = {evil}
schema = "Order"
[streams.table_of]
connector = "jdbc"
url = {evil}
user = {evil}
password = "${{PASSWORD}}"
table = "orders"
schema = "Order"
[lookups.web]
schema = "web"
connector = "http"
url = {evil}
path = {json.dumps("/{id}/" + EVIL.replace("{", "").replace("}", ""), ensure_ascii=False)}
token = "${{TOKEN}}"
key = ["id"]
[lookups.table]
schema = "table"
connector = "jdbc"
url = {evil}
table = "orders"
key = ["id"]
[lookups.kept]
schema = "kept"
connector = "redis"
url = {evil}
key_pattern = {json.dumps(EVIL + "{id}", ensure_ascii=False)}
key = ["id"]
[lookups.documents]
schema = "documents"
connector = "mongodb"
url = {evil}
database = {evil}
collection = {evil}
key = ["id"]
[lookups.listed]
schema = "listed"
connector = "file"
file = {evil}
key = ["id"]
"""


@pytest.fixture(scope="module")
def made() -> GenerationResult:
    """The project whose every text is hostile."""
    workspace = Workspace(read_project("nexflow.toml", _toml())[0])
    workspace.set_text("a.schema", SCHEMA)
    workspace.set_text("a.proc", PROCESS)
    result = generate(workspace)
    assert result.ok, result.findings
    return result


_JAVA_TEXT = re.compile(
    r'"""(?:[^\\"]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*.*?\*/',
    re.DOTALL,
)


def test_java_holds_what_is_outside_in_literals(made: GenerationResult) -> None:
    java = {file.path: file.text for file in made.files if file.path.endswith(".java")}
    assert sum(text.count(MARK) for text in java.values()) > 10
    for path, text in java.items():
        assert all(one == "\n" or one.isprintable() for one in text), path
        # Java reads these escapes before it knows what is a literal.
        assert not re.search(r"(?<!\\)(?:\\\\)*\\u+00(?:22|27|0a|0d|5c)", text, re.IGNORECASE), path
        assert MARK not in _JAVA_TEXT.sub("", text), path


@pytest.mark.flink
def test_java_with_what_is_outside_compiles(made: GenerationResult, tmp_path: Path) -> None:
    java = {f.path: f.text for f in made.files if f.path.endswith(".java") and "/main/" in f.path}
    [pom] = [file.text for file in made.files if file.path.endswith("pom.xml")]
    (tmp_path / "pom.xml").write_text(pom, "utf-8")
    jars = class_path(tmp_path / "pom.xml", SUPPORTED[0], print)
    assert compile_java(java, tmp_path, os.pathsep.join(map(str, jars))) == ""
