"""The asynchronous question behind an `enrich`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import JobFunction, Parameter


@dataclass(frozen=True, slots=True)
class Ask(JobFunction):
    """An asynchronous lookup. answer: the record of a record and what was found for it.

    keys: locals (type, name, code); name: of the source. absent: the test that a key is null, "" where none can be.
    cache_key: what the cache is asked with, "" for no cache. service: its class.
    """

    template: ClassVar[str] = "ask"

    origin: str
    cls: str
    answer: str
    input: str
    input_information: str
    found: str
    found_information: str
    service: str
    name: str
    keys: tuple[Parameter, ...]
    absent: str
    cache_type: str
    cache_key: str
    cache_size: str
    cache_ttl: str
    timeout_millis: str
    failed: str
    retries: bool
