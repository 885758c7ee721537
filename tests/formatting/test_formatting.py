"""The formatter puts white space right, and nothing else."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexflow_grammar.formatting import format_text
from nexflow_grammar.formatting.same_tree import plain
from nexflow_grammar.languages import Language, language_of
from nexflow_grammar.source_file import SourceFile

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCES = [path for path in sorted(EXAMPLES.glob("*/src/*")) if language_of(path.name)]
TEXTS = [(language_of(path.name), path.read_text("utf-8")) for path in SOURCES]


def tree(language: Language, text: str) -> list[object]:
    return [plain(segment.entries) for segment in SourceFile(language, text).segments]


def formatted(language: Language, text: str) -> str:
    return format_text(language, dedent(text).lstrip("\n"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_an_example_keeps_its_tree_and_stays_as_it_is_the_second_time(path: Path) -> None:
    language, text = language_of(path.name), path.read_text("utf-8")
    assert language is not None
    once = format_text(language, text)
    assert tree(language, once) == tree(language, text)
    assert format_text(language, once) == once


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TEXTS), st.data())
def test_ragged_white_space_formats_to_the_same_text(
    source: tuple[Language, str], data: st.DataObject
) -> None:
    language, text = source
    expected = format_text(language, text)
    lines = [line.strip() for line in expected.splitlines()]
    indents = data.draw(st.lists(st.sampled_from(["", " ", "\t", "      "]), min_size=1))
    ragged = "\n".join(
        indents[index % len(indents)] + line if line else "" for index, line in enumerate(lines)
    )
    assert format_text(language, ragged) == expected


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from(TEXTS), st.integers(0, 2000), st.sampled_from(["", "}", "(", "x", "\n", "end"])
)
def test_a_broken_definition_stays_as_it_is_and_formatting_is_idempotent(
    source: tuple[Language, str], at: int, what: str
) -> None:
    language, text = source
    at = at % len(text)
    broken = text[:at] + what + text[at + 1 :]
    once = format_text(language, broken)
    assert format_text(language, once) == once
    for segment in SourceFile(language, broken).segments:
        if segment.problems:
            assert segment.text.strip() in once


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(list(Language)), st.text(max_size=200))
def test_any_text_formats_without_an_exception(language: Language, text: str) -> None:
    format_text(language, text)


def test_tables_are_aligned() -> None:
    source = """
        decision_table T
            given:
                a: integer
            end
            decide:
                |a|"b|c"|
                |==|==|
                |> 10|"longer" | // why
                |*|"x"|
            end
        end
    """
    assert formatted(Language.RULES, source) == dedent("""\
        decision_table T
            given:
                a: integer
            end
            decide:
                | a    | "b|c"    |
                |======|==========|
                | > 10 | "longer" |  // why
                | *    | "x"      |
            end
        end
    """)


def test_an_end_that_may_be_left_out_is_written() -> None:
    source = """
        process P
          receive Order
          window tumbling 1 minute
          aggregate sum(amount) by id
          emit to x
        end
    """
    assert formatted(Language.PROCESS, source) == dedent("""\
        process P
            receive Order
            window tumbling 1 minute
                aggregate sum(amount) by id
            end
            emit to x
        end
    """)


def test_comments_stay_where_they_stood_and_blank_lines_collapse() -> None:
    source = """
        // about P


        process P
            # about the source
            receive Order   // why



            emit to x
            // last words
        end
    """
    assert formatted(Language.PROCESS, source) == dedent("""\
        // about P

        process P
            # about the source
            receive Order   // why

            emit to x
            // last words
        end
    """)


def test_spaces_between_tokens_are_put_right() -> None:
    source = """
        schema S
            fields
                a:money[range:0..]   required
                b : list< string >
                c:decimal ( 10,2 )
            end
            computed
                d=a*-2+( a-1 )/3
                e = a>1?"x":"y"
            end
        end
    """
    assert formatted(Language.SCHEMA, source) == dedent("""\
        schema S
            fields
                a: money [range: 0..] required
                b: list<string>
                c: decimal [precision: 10, scale: 2]
            end
            computed
                d = a * -2 + (a - 1) / 3
                e = a > 1 ? "x" : "y"
            end
        end
    """)


def test_an_end_on_the_line_of_what_it_closes_is_put_right_at_once() -> None:
    wanted = "process P\n    aggregate\n    end\nend\n"
    assert format_text(Language.PROCESS, "process P\n    aggregate: end\nend\n") == wanted
    assert format_text(Language.PROCESS, wanted) == wanted


def test_a_long_expression_breaks_at_operators() -> None:
    condition = " and ".join(f"some_long_field_{n} > {n}" for n in range(8))
    source = f"process P\nreceive Order\nfilter {condition}\nemit to x\nend\n"
    result = format_text(Language.PROCESS, source)
    assert max(map(len, result.splitlines())) <= 100
    assert "\n            and some_long_field_" in result or "\n        and some_long" in result
    assert tree(Language.PROCESS, result) == tree(Language.PROCESS, source)


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    result = format_text(Language.SCHEMA, "\ufeffschema S\r\nfields\r\na: string\r\nend\r\nend\r\n")
    assert result == "\ufeffschema S\r\n    fields\r\n        a: string\r\n    end\r\nend\r\n"


def test_what_opens_on_a_line_and_closes_below_is_left_as_it_is() -> None:
    text = (
        "process P\n    receive a\n    sql ```\n        select  1,2\n    ```\n"
        '    set b = """\n  x,y\n"""\n    emit to c\nend\n'
    )
    assert format_text(Language.PROCESS, text) == text


@pytest.mark.parametrize("blank", ["\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2003"])
def test_any_white_space_is_put_right_at_once(blank: str) -> None:
    """Found by fuzzing: what finds other spellings took some of it for no white space."""
    text = f"schema S\n    a: string{blank}[]\nend\n"
    assert format_text(Language.SCHEMA, text) == "schema S\n    a: list<string>\nend\n"
