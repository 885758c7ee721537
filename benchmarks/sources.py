"""Source texts of a wanted length, in each of the four languages."""

from __future__ import annotations

SCHEMA = """\
// One of many records.
schema Order{n}
    order_id: string required
    customer_id: string required
    amount: money required
    quantity: integer [range: 1..1000] required
    placed_at: timestamp required
    note{n}: string
end

"""
TRANSFORM = """\
transform price_{n}
    input: Order{n}
    output
        order_id: string required
        total: decimal required
        label: string required
    end

    apply
        let base = amount * quantity
        order_id = input.order_id
        total = when base > 100 then base * 0.9 otherwise base
        label = concat(customer_id, "-{n}")
    end
end

"""
RULES = """\
decision_table risk_{n}
    hit_policy first_match

    given
        amount: money
        quantity: integer
    end

    decide
        | amount   | quantity | decision  |
        |----------|----------|-----------|
        | > $1,000 | > 10     | "review"  |
        | > $500   | *        | "look{n}" |
        | *        | *        | "accept"  |
    end

    return
        decision: string required
    end
end

"""
PROCESS = """\
process Orders{n}
    parallelism 4
    receive Order{n} from kafka "orders-{n}"
        group "group-{n}"
    filter amount > $5 and quantity < {n}
    transform using price_{n}
    set label = concat(label, "{n}")
    route by label
        when "a" -> emit to first_{n}
        otherwise continue
    end
    emit to second_{n}
end

"""

#: By language: the file's name, the text of one definition, and how often there is one per file.
TEMPLATES = {
    "schema": ("orders.schema", SCHEMA),
    "transform": ("prices.xform", TRANSFORM),
    "rules": ("risks.rules", RULES),
    "process": ("orders.proc", PROCESS),
}


def source(language: str, lines: int) -> str:
    """Return about so many lines of a language, whole definitions only."""
    template = TEMPLATES[language][1]
    count = max(lines // template.count("\n"), 1)
    return "".join(template.replace("{n}", str(number)) for number in range(count))


def project(language: str, lines: int) -> dict[str, str]:
    """Return a project in which a file of a language has so many lines, with what it refers to."""
    count = source(language, lines).count("\n") // TEMPLATES[language][1].count("\n")
    needed = {"process": ("schema", "transform"), "transform": ("schema",)}.get(language, ())
    files = {"nexflow.toml": '[project]\nname = "benchmark"\n'}
    for other in (*needed, language):
        name, template = TEMPLATES[other]
        files[name] = "".join(template.replace("{n}", str(number)) for number in range(count))
    return files


#: What all files of a workspace share: the schema that everything asks for, and types.
SHARED = """\
types
    Channel: string [values: WEB, SHOP, PHONE]
end

// Who orders.
schema Customer
    name: string required
    tier: string
    channel: Channel required
end
"""
_IMPORTS = {
    "schema": "import shared.schema\n\n",
    "transform": "import orders_{n}.schema\n\n",
    "rules": "",
    "process": "import orders_{n}.schema\nimport prices_{n}.xform\nimport risks_{n}.rules\n\n",
}
_MORE = {
    "schema": ("    note{n}: string\n", "    note{n}: string\n    customer: Customer required\n"),
    "transform": ('"-{n}")\n', 'customer.name, "-{n}")\n'),
    "process": (
        "    transform using price_{n}\n",
        '    filter customer.tier == "gold"\n    evaluate using risk_{n}\n    transform using price_{n}\n',
    ),
}


def workspace(files: int, lines: int) -> dict[str, str]:
    """Return a project of so many files and lines in all four languages that refer to each other.

    The definitions of a number use each other, and all use the schema `Customer`.
    """
    templates = {
        language: (file, template.replace(*_MORE.get(language, ("", ""))))
        for language, (file, template) in TEMPLATES.items()
    }
    groups = files // len(templates)
    each = max(lines // groups // sum(text.count("\n") for _file, text in templates.values()), 1)
    texts = {"nexflow.toml": '[project]\nname = "benchmark"\n', "shared.schema": SHARED}
    for group in range(groups):
        for language, (file, template) in templates.items():
            numbers = range(group * each, (group + 1) * each)
            body = "".join(template.replace("{n}", str(number)) for number in numbers)
            stem, _, extension = file.rpartition(".")
            imports = _IMPORTS[language].replace("{n}", str(group))
            texts[f"{stem}_{group}.{extension}"] = imports + body
    return texts
