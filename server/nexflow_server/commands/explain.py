"""`nexflow explain CODE`: the page of a diagnostic."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from nexflow_analysis.codes import CODES
from nexflow_analysis.names import suggestion
from nexflow_server.commands.terminal import FAILED, OK, complain
from nexflow_server.documentation import page_text

NAME = "explain"
HELP = "explain what a diagnostic means and what to write instead"
EXAMPLES = """\
examples:
  nexflow explain NX103    what NX103 means, why it is reported, and what to write instead
  nexflow rules            lists the codes

exit codes:
  0  explained    2  there is no such code
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("code", metavar="CODE", help="such as NX103")


def run(options: Namespace) -> int:
    """Show the page."""
    return explain(options.code)


def explain(written: str) -> int:
    """Show the page of a code."""
    code = written.strip().upper()
    page = page_text(code)
    if page is None:
        complain(f"there is no code `{written}`{suggestion(code, CODES)}")
        return FAILED
    sys.stdout.write(page)
    return OK
