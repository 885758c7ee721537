"""An `end` too many hurts nothing but itself, where the indentation tells which one that is."""

from __future__ import annotations

from textwrap import indent

import pytest
from form_rows import Form, all_forms
from outline import problems, rules

from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

FORMS = [form for form in all_forms() if not form.rule and not form.right.startswith("@")]
#: Where such an `end` is allowed, what follows may mean something else.
ALLOWED = {
    "route by: nested", "route cell: not null", "window without end", "id of a window", "if in braces in an arm without",
}  # fmt: skip
PROCESS = """process P
    receive a
    route by b
        when 1 ->
            if c > 1 then
                emit to d
            end
            {}
        when 2 ->
            emit to e
            {}
    end
    {}
    parallel p
        branch f
            emit to g
        end
    end
end
"""


def _read(language: Language, text: str) -> tuple[list[str], list[str]]:
    segments = SourceFile(language, text).segments
    return (
        [rules(segment.entries) for segment in segments],
        [problem for segment in segments for problem in problems(segment)],
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.file}: {form.name}")
def test_an_end_too_many_in_a_form_hurts_only_itself(form: Form) -> None:
    lines = form.text(form.right).split("\n")
    expected, _none = _read(form.language, "\n".join(lines))
    for number in range(1, len(lines) - 2):
        line = lines[number]
        extra = " " * (len(line) - len(line.lstrip())) + "end"
        text = "\n".join([*lines[: number + 1], extra, *lines[number + 1 :]])
        if "/*" in text:
            continue
        found, said = _read(form.language, text)
        if said:
            assert found == expected, text
            assert len(said) == 1, text
        else:  # it may stand there
            assert found == expected or form.name in ALLOWED, text


@pytest.mark.parametrize("extra", range(3))
def test_an_end_too_many_between_others_is_named(extra: int) -> None:
    words = ["end" if number == extra else "" for number in range(3)]
    expected, _none = _read(Language.PROCESS, PROCESS.format("", "", ""))
    found, said = _read(Language.PROCESS, PROCESS.format(*words))
    closes = "process P" if extra == 2 else "route by"
    assert found == expected
    assert said == [
        f"end| this `end` is one too many: it would close `{closes}`, which goes on below it; remove it"
    ]


def test_each_of_several_ends_too_many_is_named() -> None:
    expected, _none = _read(Language.PROCESS, PROCESS.format("", "", ""))
    found, said = _read(Language.PROCESS, PROCESS.format("end", "end", "end"))
    assert found == expected
    assert len(said) == 3


def test_another_mistake_is_said_as_well() -> None:
    text = "schema S\n    fields\n        a: string\n        end\n        b: strin[\n    end\nend\n"
    found, said = _read(Language.SCHEMA, text)
    assert found == ["schema_head(fields(field field!))"]
    assert [line.split("|")[0] for line in said] == ["end", "["]


def test_without_indentation_nothing_is_guessed() -> None:
    text = PROCESS.format("end", "", "").replace("    ", "")
    _found, said = _read(Language.PROCESS, text)
    assert "one too many: it would close" not in "".join(said)


def test_an_edit_reads_what_a_fresh_file_reads() -> None:
    text = PROCESS.format("", "", "")
    file = SourceFile(Language.PROCESS, text)
    for line in range(1, len(file.lines) - 2):
        file.edit((line, 0), (line, 0), indent("end\n", "            "))
        fresh = SourceFile(Language.PROCESS, file.text)
        assert [s.entries for s in file.segments] == [s.entries for s in fresh.segments]
        assert [s.problems for s in file.segments] == [s.problems for s in fresh.segments]
        file.edit((line, 0), (line + 1, 0), "")
        assert file.text == text
