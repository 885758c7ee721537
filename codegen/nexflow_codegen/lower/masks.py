"""Personal data, masked as its profile says."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.functions.text import text_or_null
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call

#: How many characters at the beginning and at the end stay; profiles of one's own are in `nexflow.toml`.
_KEPT = {"ssn": (0, 4), "pan": (4, 4), "phone": (3, 0)}

_HIDDEN = '"***"'


def mask(value: JavaValue, unit: Unit) -> JavaValue:
    """Return the text of a value without what its profile hides, or null."""
    own = unit.context.project.table("pii").get(value.pii)
    own = own if isinstance(own, dict) else {}
    if not isinstance(value.type, ir.Basic):  # which ends of several values would stay is chance
        return call(_HIDDEN, ir.STRING, value)
    text = text_or_null(value, unit)
    if text.is_null:
        return text
    if value.pii == "email" or own.get("keep_domain") is True:
        return call(f"{unit.support('Texts', 'maskBeforeDomain')}({text.code})", ir.STRING, text)
    first, last = _KEPT.get(value.pii, (own.get("keep_first", 0), own.get("keep_last", 0)))
    masked = f"{unit.support('Texts', 'mask')}({text.code}, {int(first)}L, {int(last)}L)"
    return call(masked, ir.STRING, text)
