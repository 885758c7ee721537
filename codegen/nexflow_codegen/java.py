"""Java text: literals, comments and identifiers.

Text of the language reaches Java through `string_literal` and `comment` only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+")
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_PLAIN = re.compile(r"[ !#-\[\]-~]*")
_LAST_ASCII = 0x7E
_LAST_BASIC = 0xFFFF

KEYWORDS = frozenset(
    """abstract assert boolean break byte case catch char class const continue default do double
    else enum extends final finally float for goto if implements import instanceof int interface
    long native new package private protected public return short static strictfp super switch
    synchronized this throw throws transient try void volatile while true false null _ var yield
    record sealed permits""".split()  # noqa: SIM905 - a list of forty quoted words reads worse
)
#: What the compiler forbids as a component of a record, and what generated records define.
RECORD_MEMBERS = frozenset(
    {
        "clone",
        "finalize",
        "getClass",
        "hashCode",
        "notify",
        "notifyAll",
        "toString",
        "wait",
        "pojoType",
    }
)
#: Classes of java.lang that generated code names: no generated class may hide them.
LANG_CLASSES = frozenset(
    """ArithmeticException AutoCloseable Boolean Byte Character Class Comparable Deprecated Double
    Enum Error Exception Float FunctionalInterface IllegalArgumentException IllegalStateException
    Integer InterruptedException Iterable Long Math Number NumberFormatException Object Override
    Process Record Runnable RuntimeException SafeVarargs Short StackTraceElement StrictMath String
    StringBuilder SuppressWarnings System Thread Throwable Void""".split()  # noqa: SIM905
)


#: Other classes that generated code names: a generated class of that name would have to be told apart.
IMPORTED_CLASSES = frozenset(
    """Arrays ArrayList AvroInput AvroOutput BigDecimal ChronoUnit Collection Config Configuration Csv CsvFile CsvRow
    Decimals DeadLetter Duration Env FileLines FileRows Instant Json KafkaWriter LinkedHashMap List Lists LocalDate Locale LookupCache Map Numbers
    Objects Origin Pattern ProtobufInput ProtobufOutput RecordError Result Set Sink Source Texts Times TypeInformation Types UUID
    Upsert UuidType ZoneId""".split()  # noqa: SIM905
)


def string_literal(text: str) -> str:
    """Return a Java string literal; every character outside printable ASCII is escaped."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return f'"{"".join(_escaped(character) for character in text)}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if character >= " " and code <= _LAST_ASCII:
        return character
    if code <= _LAST_BASIC:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def comment(text: str) -> str:
    """Return text for use inside any comment: one line, no end of a comment, no unicode escape."""
    plain = " ".join(text.split()).replace("*/", "* /").replace("/*", "/ *").replace("\\u", "\\ u")
    return "".join(character if character.isprintable() else "?" for character in plain)


def javadoc(text: str) -> str:
    """Return text for use inside a documentation comment: it means no tag and no markup there."""
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "{": "&#123;", "}": "&#125;"}
    return "".join(marks.get(character, character) for character in comment(text))


def long_literal(value: int) -> str:
    """Return a literal of type long."""
    if value == -(2**63):
        return "Long.MIN_VALUE"
    return f"{value}L"


def double_literal(value: Decimal) -> str:
    """Return a literal of type double."""
    return repr(float(value))


def words(name: str) -> list[str]:
    """Return the words of a name, in lower case; what is not ASCII separates them."""
    return [word.lower() for word in _WORD.findall(name)]


@lru_cache(maxsize=8192)  # each process asks for those of the whole project
def class_name(name: str, fallback: str = "Definition") -> str:
    """Return a name as a Java class is named: `price_order` is `PriceOrder`."""
    parts = words(name)
    if not parts:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        parts = [fallback, digest]
    result = "".join(part[0].upper() + part[1:] for part in parts)
    result = result if not result[0].isdigit() else fallback + result
    return f"{result}{fallback}" if result in LANG_CLASSES | IMPORTED_CLASSES else result


def member_name(name: str) -> str:
    """Return a name as a Java variable or method is named: `order_id` is `orderId`."""
    parts = words(name) or ["field"]
    result = parts[0] + "".join(part[0].upper() + part[1:] for part in parts[1:])
    return f"_{result}" if result[0].isdigit() else result


def constant_name(name: str) -> str:
    """Return a name as a Java constant is named: `order_id` is `ORDER_ID`."""
    result = "_".join(words(name)).upper() or "VALUE"
    return f"V{result}" if result[0].isdigit() else result


class Names:
    """The names that are taken at one place. folded: no two may differ by case only, as of files."""

    def __init__(
        self,
        taken: Iterable[str] = (),
        forbidden: frozenset[str] = KEYWORDS,
        *,
        folded: bool = False,
    ) -> None:
        self._forbidden = forbidden
        self._folded = folded
        self._taken = {self._key(name) for name in taken}

    def _key(self, name: str) -> str:
        return name.lower() if self._folded else name

    def allot(self, wanted: str) -> str:
        """Return the wanted name, or the nearest that is free and allowed."""
        name = f"{wanted}_" if wanted in self._forbidden else wanted
        number = 2
        while self.has(name) or name in self._forbidden:
            name = f"{wanted}{number}" if not wanted[-1].isdigit() else f"{wanted}_{number}"
            number += 1
        self._taken.add(self._key(name))
        return name

    def has(self, name: str) -> bool:
        """Tell whether a name is taken."""
        return self._key(name) in self._taken

    def copy(self) -> Names:
        """Return the same names, to take more of them at an inner place."""
        return Names(self._taken, self._forbidden, folded=self._folded)
