"""`nexflow-lsp`: the language server, and with `--check` the checker for continuous integration."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from nexflow_grammar import __version__
from nexflow_server.commands import check
from nexflow_server.commands.terminal import FAILED, HelpFormatter, complain, guarded

_DESCRIPTION = """\
The Nexflow language server. Editors start it and talk to it over standard input and output.
With --check it reports what is wrong in files instead, as `nexflow check` does.
"""
_EXAMPLES = """\
examples:
  nexflow-lsp                         serve an editor over standard input and output
  nexflow-lsp --tcp 127.0.0.1:2087    serve one over a socket
  nexflow-lsp --check src             check the files of a folder
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: _run(given))


def _run(given: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(given)
    if options.check:
        return check.run(options)
    if options.paths:
        parser.error("paths are for --check; without it, this is the language server")
    return _serve(options)


def _serve(options: Namespace) -> int:
    address = None
    if options.tcp is not None:
        address = _address(options.tcp)
        if address is None:
            complain(f"--tcp wants HOST:PORT, such as 127.0.0.1:2087, not `{options.tcp}`")
            return FAILED
    from nexflow_server.lsp.server import serve  # noqa: PLC0415 - costs 0.3 s, and --check none

    try:
        return serve(address)
    except OSError as error:
        complain(f"cannot listen on {options.tcp}: {(error.strerror or str(error)).lower()}")
        return FAILED


def _address(text: str) -> tuple[str, int] | None:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:  # noqa: PLR2004
        return None
    return host.strip("[]"), int(port)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "nexflow-lsp",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"nexflow-lsp {__version__}")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--stdio", action="store_true", help="serve over standard input and output")
    modes.add_argument("--tcp", metavar="HOST:PORT", help="serve over a socket")
    modes.add_argument("--check", action="store_true", help="check PATHs and exit")
    check.add_arguments(parser)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
