"""Log lines of generated code: fixed texts, so that no record is ever quoted."""

from __future__ import annotations

from nexflow_codegen.lower.unit import Unit

_LOGGER = "org.slf4j.Logger"


def log(unit: Unit, level: str, *arguments: str) -> str:
    """Return a call that logs. level: error, warning, info or debug; arguments: Java, the text first."""
    logger = unit.use(_LOGGER)
    factory = unit.use("org.slf4j.LoggerFactory")
    name = unit.constant(logger, "LOG", f"{factory}.getLogger({unit.cls.simple}.class)")
    method = {"warning": "warn"}.get(level, level)
    return f"{name}.{method}({', '.join(arguments)})"
