"""State with a time to live, in Flink's own test harness: its clock stands where the test puts it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from generated import compile_java
from test_formats import compiled

from nexflow_codegen.flink_versions import NEWEST
from nexflow_codegen.toolchain import class_path

FILES = {
    "nexflow.toml": '[targets.flink]\npackage = "com.example.forgetting"\n',
    "visit.schema": "schema Visit\n    fields\n        shop: string required\n    end\nend\n",
    "visits.proc": """
process Forget
    partition by shop
    state
        local once keyed by shop type counter ttl absolute 1 hour
        local renewed keyed by shop type counter ttl 1 hour
        local kept keyed by shop type list ttl absolute 2 hours
    end
    receive Visit from kafka "visits"
    set state.once = state.once + 1
    set state.renewed = state.renewed + 1
    set state.kept = state.kept + [shop]
    set seen = concat(state.once, " ", state.renewed, " ", size(state.kept))
    emit to "seen"
end
""",
}
HARNESS = """
import com.example.forgetting.job.ForgetJob;
import com.example.forgetting.schema.Visit;
import java.lang.reflect.Constructor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

public final class Forgetting {
    @SuppressWarnings({"unchecked", "try"})
    public static void main(String[] args) throws Exception {
        Constructor<?> constructor = Class.forName("com.example.forgetting.job.ForgetJob$KeepOnce").getDeclaredConstructor();
        constructor.setAccessible(true);
        var function = (KeyedProcessFunction<String, ForgetJob.Received, Record>) constructor.newInstance();
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), in -> in.visit().shop(), Types.STRING)) {
            harness.open();
            for (String visit : args) {
                String[] parts = visit.split(" ");
                harness.setStateTtlProcessingTime(Long.parseLong(parts[0]) * 60_000);
                harness.processElement(new ForgetJob.Received(new Visit(parts[1]), null, null, null), 0);
            }
            for (Record seen : harness.extractOutputValues()) {
                System.out.println(seen.getClass().getMethod("seen").invoke(seen));
            }
        }
    }
}
"""
#: The minute and the shop of each visit, and what is counted: once, renewed, kept.
VISITS = [
    ("0 a", "1 1 1"),
    ("40 a", "2 2 2"),
    ("45 b", "1 1 1"),
    ("59 a", "3 3 3"),
    ("61 a", "1 4 4"),  # an hour after the first visit, which no later one renews
    ("100 a", "2 5 5"),
    ("119 a", "3 6 6"),
    ("120 a", "4 7 1"),  # two hours after the first
    ("122 a", "1 8 2"),  # an hour after the visit at 61, with which the count began anew
    ("183 a", "1 1 3"),  # more than an hour after the last
    ("900 b", "1 1 1"),
]
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>harness</artifactId><version>1</version>
  <properties></properties>
  <dependencies>
    <dependency>
      <groupId>org.apache.flink</groupId><artifactId>flink-runtime</artifactId>
      <version>{version}</version><classifier>tests</classifier>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId><artifactId>flink-test-utils-junit</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


def _harness(folder: Path) -> tuple[Path, ...]:
    pom = folder / "harness.xml"
    pom.write_text(_POM.format(version=NEWEST.flink), "utf-8")
    return class_path(pom, NEWEST, print)


@pytest.mark.flink
def test_state_is_forgotten_when_its_time_is_over(tmp_path: Path) -> None:
    source, flink = tmp_path / "source", tmp_path / "flink"
    source.mkdir()
    for name, text in FILES.items():
        (source / name).write_text(text, "utf-8")
    classes = compiled(source, flink)
    path = os.pathsep.join(map(str, (*classes.path, *_harness(tmp_path))))
    assert compile_java({"Forgetting.java": HARNESS}, tmp_path, path) == ""
    command = [classes.java, "-cp", f"{tmp_path / 'classes'}{os.pathsep}{path}", "Forgetting"]
    visits = [visit for visit, _counts in VISITS]
    done = subprocess.run([*command, *visits], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [counts for _visit, counts in VISITS]
