"""Text and names of the language as Java."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated import compile_java, run_java
from hypothesis import example, given
from hypothesis import strategies as st

from nexflow_codegen.java import (
    KEYWORDS,
    LANG_CLASSES,
    Names,
    class_name,
    comment,
    javadoc,
    member_name,
    string_literal,
)

HOSTILE = [
    "", '"', "\\", "\\u0022", "\\\\u0022", "\\\\", "\n\r\t", "\0\x07\x1b", "*/ x /*", "// x", "${x} #{y}",
    "é×☃", "😀", "\u2028\u2029\x85", "\ud800", "\udc00x", "\\é", "\\u", "%s {0}", "a\u202eb", "'", "\x7f",
]  # fmt: skip
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def in_java(literal: str) -> str:
    """Read a Java string literal as a compiler does: unicode escapes first."""
    code = re.sub(
        r"(?<!\\)((?:\\\\)*)\\u+([0-9a-f]{4})", lambda m: m[1] + chr(int(m[2], 16)), literal
    )
    assert code[0] == code[-1] == '"'
    escapes = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\"}
    inside = code[1:-1]
    assert not re.search(r'(?<!\\)(?:\\\\)*"', inside)
    assert "\n" not in inside
    text = re.sub(r"\\(.)", lambda m: escapes[m[1]], inside)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@given(st.text(st.characters(codec=None)))
@example("\\u0022")
@example("\\\\u000a")
@example("😀\\")
def test_a_string_literal_is_ascii_and_means_its_text(text: str) -> None:
    literal = string_literal(text)
    assert literal.isascii()
    assert in_java(literal) == text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )


@given(st.text(st.characters(codec=None)))
@example("*\\/ */")
@example("\\u002a/")
@example("**//")
def test_a_comment_stays_one(text: str) -> None:
    for made in (comment(text), javadoc(text)):
        assert "*/" not in made
        assert "\\u" not in made
        assert "\n" not in made
        assert "\r" not in made


@given(st.text(st.characters(codec=None), min_size=1))
@example("class")
@example("2nd rule")
@example('Fee: 100 % "quoted"')
@example("ÄÖ")
def test_any_name_is_an_identifier(text: str) -> None:
    assert _IDENTIFIER.fullmatch(class_name(text))
    assert class_name(text) not in LANG_CLASSES
    made = Names().allot(member_name(text))
    assert _IDENTIFIER.fullmatch(made)
    assert made not in KEYWORDS


@given(st.lists(st.sampled_from(["a", "A", "a2", "class", "class_", "a_2"]), max_size=30))
def test_no_name_is_given_twice(wanted: list[str]) -> None:
    names, folded = Names(), Names(folded=True)
    given_out = [names.allot(name) for name in wanted]
    assert len(set(given_out)) == len(wanted)
    assert len({folded.allot(name).lower() for name in wanted}) == len(wanted)


@pytest.mark.flink
def test_java_reads_the_literals_as_they_are_meant(tmp_path: Path) -> None:
    lines = "\n".join(
        f"        // {comment(text)}\n        show({string_literal(text)});" for text in HOSTILE
    )
    docs = "\n".join(f"     * {javadoc(text)}" for text in HOSTILE)
    source = f"""
/**
{docs}
 */
public final class Hostile {{
    private Hostile() {{}}

    private static void show(String text) {{
        System.out.println(text.chars().mapToObj(Integer::toHexString).toList());
    }}

    public static void main(String[] args) {{
{lines}
    }}
}}
"""
    assert compile_java({"Hostile.java": source}, tmp_path, "") == ""
    shown = run_java("Hostile", tmp_path, "").splitlines()
    expected = []
    for text in HOSTILE:
        units = text.encode("utf-16-be", "surrogatepass")
        codes = [units[i] * 256 + units[i + 1] for i in range(0, len(units), 2)]
        expected.append("[" + ", ".join(f"{code:x}" for code in codes) + "]")
    assert shown == expected
