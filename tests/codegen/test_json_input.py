"""The plain reader of JSON against Jackson: random and mutated documents, many in one virtual machine.

`JSON_DOCUMENTS=2000000 JSON_SEED=7 pytest tests/codegen/test_json_input.py` reads more of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from generated import compile_java, generate, jars

from nexflow_codegen.flink_versions import NEWEST

MAIN = (Path(__file__).parent / "JsonComparison.java").read_text("utf-8")
DOCUMENTS = int(os.environ.get("JSON_DOCUMENTS", "20000"))
SEED = os.environ.get("JSON_SEED", "20")
SCHEMA = """
schema Everything
    fields
        n: integer required
        m: integer
        long_name_of_17_ch: integer
        eight888: boolean
        sixteen_letters6: string
        d: decimal
        bounded: decimal(10, 2)
        x: double
        y: double default: 0.5
        flag: boolean default: true
        s: string required
        t: string
        day: date
        at: timestamp
        id: uuid
        raw: bytes
        numbers: list<integer>
        texts: set<string>
        flags: list<boolean>
        rates: map<string, decimal>
        inner: Inner
        inners: list<Inner>
        any: object optional
    end
end

schema Inner
    fields
        street: string required
        number: integer required
        more: string
    end
end
"""


@pytest.mark.flink
def test_the_plain_reader_reads_what_jackson_reads(tmp_path: Path) -> None:
    made = generate({"everything.schema": SCHEMA}, MAIN)
    assert not made.problems
    path = "src/main/java/com/example/generated/schema/JsonComparison.java"
    class_path = jars(NEWEST, tmp_path)
    assert compile_java({**made.java, path: MAIN}, tmp_path, class_path) == ""
    command = [
        "java", "-Xshare:auto", "-cp", f"{tmp_path / 'classes'}:{class_path}",
        "com.example.generated.schema.JsonComparison", SEED, str(DOCUMENTS),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    *_said, figures = done.stdout.splitlines()
    counts = {name: int(number) for name, number in re.findall(r"(\w+) (\d+)", figures)}
    assert counts["different"] == 0, done.stdout
    # Documents of every fate are many, or they have gone astray.
    assert min(counts["unusual"], counts["refused"], counts["accepted"]) > DOCUMENTS / 50, figures
    assert counts["by_jackson"] > counts["accepted"], figures
