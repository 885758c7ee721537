"""`nexflow format`: put white space, tables and `end`s right."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from nexflow_grammar.formatting import format_text
from nexflow_grammar.languages import language_of
from nexflow_server.commands.diff import write_diff
from nexflow_server.commands.terminal import FAILED, FOUND, OK, complain
from nexflow_server.files import (
    EXTENSION_LIST,
    UnreadableError,
    is_nexflow,
    list_folder,
    read_text,
)

NAME = "format"
HELP = "put white space, tables and `end`s of Nexflow files right"
EXAMPLES = """\
examples:
  nexflow format                            all files below the current folder
  nexflow format --check src                change nothing; exit code 1 if something would change
  nexflow format --diff src/orders.proc     show what would change
  nexflow format --stdin-filename a.proc -  standard input to standard output

Definitions with syntax errors stay as they are.

exit codes:
  0  done, or nothing to do    1  `--check` or `--diff`: something would change
  2  wrong usage, or something that could not be read
"""
_BYTE_ORDER_MARK = "\ufeff"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files and folders; the current folder if none is given, standard input if it is `-`",
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="say what would change; write nothing")
    modes.add_argument("--diff", action="store_true", help="show what would change; write nothing")
    parser.add_argument(
        "--stdin-filename", metavar="FILE", help="read standard input, and take it for this file"
    )


def run(options: Namespace) -> int:
    """Format, and return the exit code."""
    if options.stdin_filename is not None or "-" in options.paths:
        return _format_standard_input(options)
    failed, changed, unchanged = False, 0, 0
    for given in options.paths or ["."]:
        try:
            paths = list(_files(given))
        except UnreadableError as error:
            complain(f"`{given}` cannot be formatted: {error}")
            failed = True
            continue
        for path in paths:
            try:
                differs = _format_file(path, options)
            except (UnreadableError, OSError) as error:
                complain(f"`{path}` cannot be formatted: {error}")
                failed = True
                continue
            changed += differs
            unchanged += not differs
    would = "would be " if options.check or options.diff else ""
    sys.stderr.write(f"{changed} {would}formatted, {unchanged} unchanged\n")
    if failed:
        return FAILED
    return FOUND if changed and (options.check or options.diff) else OK


def _files(given: str) -> Iterator[str]:
    if not os.path.lexists(given):
        raise UnreadableError("there is no such file or folder")
    if os.path.isdir(given):
        pending = [os.path.abspath(given)]
        found = False
        while pending:
            listing = list_folder(pending.pop())
            found |= bool(listing.files)
            yield from (os.path.relpath(path) for path in listing.files)
            pending.extend(listing.projects)
        if not found:
            raise UnreadableError(f"there are no Nexflow files ({EXTENSION_LIST}) in it")
    elif is_nexflow(given):
        yield given
    else:
        raise UnreadableError(f"it is no Nexflow file ({EXTENSION_LIST})")


def _format_file(path: str, options: Namespace) -> bool:
    """Format one file; tell whether anything changes."""
    text, bad = read_text(path)
    if bad is not None:
        raise UnreadableError(f"it is not UTF-8 at line {bad.line + 1}, column {bad.column + 1}")
    new = _formatted(path, text)
    if new == text:
        return False
    if options.diff:
        write_diff(path, text, new, "formatted")
    elif options.check:
        sys.stdout.write(f"{path} would be formatted\n")
    else:
        from nexflow_codegen.write import replace_file  # noqa: PLC0415 - only where needed

        target = Path(path)
        mark = target.read_bytes().startswith(_BYTE_ORDER_MARK.encode())
        replace_file(target, ((_BYTE_ORDER_MARK if mark else "") + new).encode())
        sys.stdout.write(f"{path} formatted\n")
    return True


def _format_standard_input(options: Namespace) -> int:
    name = options.stdin_filename or ""
    if not is_nexflow(name):
        complain(
            f"`--stdin-filename` must name a Nexflow file ({EXTENSION_LIST}) to tell the language"
        )
        return FAILED
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        complain("standard input is not UTF-8")
        return FAILED
    new = _formatted(name, text)
    if options.diff:
        write_diff(name, text, new, "formatted")
    elif not options.check:
        sys.stdout.buffer.write(new.encode())
    return FOUND if new != text and (options.check or options.diff) else OK


def _formatted(path: str, text: str) -> str:
    language = language_of(path)
    assert language is not None
    return format_text(language, text)
