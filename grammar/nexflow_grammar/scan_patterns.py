"""What the scan of lines looks for."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""(?P<comment>//|\#)|(?P<mode>/\*|\"{3}|`{3})
      |(?P<string>"(?:[^"\\]|\\.?)*(?:"|$)|'(?:[^'\\]|\\.?)*(?:'|$))
      |(?P<placeholder>\$\{[^}]*(?:\}|$))
      |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<arrow>->|=>)
      |(?P<word>[A-Za-z_]\w*)|(?P<number>\$?\d[\w.,]*%?)|(?P<space>\s+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
NEEDS_TOKENS = re.compile(r"[\"'`#(\[{)\]}]|/[/*]|\b(?:when|otherwise|else)\b")
END = re.compile(r"(?:endif|end)\b(?!\s*[=:.(])")
END_ALONE = re.compile(r"(?:endif|end)\s*(?:(?://|\#).*)?$")
INLINE_END = re.compile(r"\s(end|endif)\s*(?:(?://|\#).*)?$")
TAIL = re.compile(
    r"(?:[-+*/%=<>&|!?,(\[{]"
    r"|(?:^|[^\w.])(?:and|or|not|in|between|mod|default|by|to|using|from|with|on|then))$"
)
BLANK = re.compile(r"\s*")
ASSIGNMENT = re.compile(r"[A-Za-z_][\w.]*\s*=(?!=)")
TWO_WORDS = re.compile(r"\w+\s+(?!and\b|or\b|not\b|in\b|is\b)[A-Za-z\"'$]")
INSIDE_EXPRESSIONS = re.compile(r"(?:when|otherwise|else|default|if)\b")
CHOICES = frozenset({"when", "otherwise", "else"})
CHOICE = re.compile(r"(?:when|otherwise|else)\b")
TARGET = re.compile(r"(?:emit|send)\s+to\b")
AFTER_INTRODUCER = re.compile(r"\s*(?:->|:|then\b)")
OPENER_OF = {")": "(", "]": "[", "}": "{"}
OPERATOR_ENDS = frozenset("=(,[+-*/<?!&|")
