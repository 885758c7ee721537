"""Jars of Maven's registry for tests: of servers, and of drivers that a cluster has in its `lib`."""

from __future__ import annotations

import os
from pathlib import Path

from nexflow_codegen.flink_versions import NEWEST
from nexflow_codegen.toolchain import class_path

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>jars</artifactId><version>1</version>
  <properties></properties>
  <dependencies>{dependencies}</dependencies>
</project>
"""
_DEPENDENCY = (
    "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
)


def resolve(folder: Path, *artifacts: str) -> str:
    """Return the class path of some artifacts, `group:name:version` each, and what they need."""
    folder.mkdir(parents=True, exist_ok=True)
    dependencies = "".join(_DEPENDENCY.format(*artifact.split(":")) for artifact in artifacts)
    pom = folder / "pom.xml"
    pom.write_text(_POM.format(dependencies=dependencies), "utf-8")
    return os.pathsep.join(map(str, class_path(pom, NEWEST, print)))
