"""`nexflow rules`: list all codes."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from nexflow_analysis.codes import CODES
from nexflow_analysis.diagnostics import OFF_BY_DEFAULT
from nexflow_server.commands.terminal import OK
from nexflow_server.documentation import page_url

NAME = "rules"
HELP = "list the codes of all diagnostics"
EXAMPLES = """\
examples:
  nexflow rules                         one line per code
  nexflow rules --output-format json    for other programs

`fix` is there for codes of which some findings come with a fix, and `fix?` where that should be
looked at first. `off` is what `[lint] select` or `--select` must ask for.

exit codes:
  0  always
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: %(default)s"
    )


def run(options: Namespace) -> int:
    """List the codes."""
    if options.output_format == "json":
        sys.stdout.write(json.dumps([_as_json(code) for code in CODES], indent=2) + "\n")
        return OK
    for code, known in CODES.items():
        severity = "/".join(known.severities)
        fix = {"": "", "safe": "fix", "unsafe": "fix?"}[known.fix]
        default = "off" if code in OFF_BY_DEFAULT else ""
        sys.stdout.write(f"{code}  {severity:<13} {fix:<4} {default:<3}  {known.title}\n")
    return OK


def _as_json(code: str) -> dict[str, object]:
    known = CODES[code]
    return {
        "code": code,
        "title": known.title,
        "severities": list(known.severities),
        "fix": known.fix or None,
        "default": code not in OFF_BY_DEFAULT,
        "url": page_url(code),
    }
