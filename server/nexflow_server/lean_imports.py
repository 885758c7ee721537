"""Imports of others with what a check needs of them.

To import all of msgspec, of which a check needs the structs, and argparse takes 1.7 times as long as
Python to start, and this 0.7 times. Where a stand-in is not enough, everything is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

#: What `msgspec` imports for its users' sake; imported when somebody asks for it.
_FORMATS = ("inspect", "json", "msgpack", "toml", "yaml")


def import_leanly() -> None:
    """Import msgspec and argparse, if they are not imported yet."""
    # That there are no translations of Python's own messages, `gettext` finds out in folders.
    with _instead({"gettext": _gettext()}):
        import_module("argparse")
    stand_ins: dict[str, ModuleType | None] = (
        {"platform": _platform()} if sys.platform == "linux" else {}
    )
    # A function comes from here, and the same one from `typing` if this cannot be imported, as None cannot.
    stand_ins["typing_extensions"] = None
    if "msgspec" not in sys.modules:
        _import_msgspec(stand_ins | {f"msgspec.{name}": ModuleType(name) for name in _FORMATS})


def _import_msgspec(stand_ins: Mapping[str, ModuleType | None]) -> None:
    with _instead(stand_ins):
        try:
            msgspec = import_module("msgspec")
        except (ImportError, AttributeError):  # another version than we know
            sys.modules.pop("msgspec", None)
            return
    for name in _FORMATS:
        vars(msgspec).pop(name, None)
    vars(msgspec)["__getattr__"] = _imported  # which Python asks for what a module has not


def _imported(name: str) -> object:
    """Import what was left out of msgspec."""
    if name not in _FORMATS:
        raise AttributeError(f"module 'msgspec' has no attribute {name!r}")
    return import_module(f"msgspec.{name}")


def _gettext() -> ModuleType:
    """Return what stands for `gettext`: messages are what they are."""
    module = ModuleType("gettext")
    vars(module)["gettext"] = lambda message: message
    vars(module)["ngettext"] = lambda one, many, count: one if count == 1 else many
    return module


def _platform() -> ModuleType:
    """Return what stands for `platform`, which `uuid` asks for the system's name and nothing else."""
    module = ModuleType("platform")
    vars(module)["system"] = lambda: "Linux"
    return module


@contextmanager
def _instead(stand_ins: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Let others stand for modules that are not imported yet."""
    mine = {name: one for name, one in stand_ins.items() if name not in sys.modules}
    sys.modules.update(mine)  # type: ignore[arg-type] # None says that there is no such module
    try:
        yield
    finally:
        for name in mine:
            sys.modules.pop(name, None)
