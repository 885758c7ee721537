"""A small project that the feature tests share; `edit` puts the cursor into one of its files."""

FILES = {
    "nexflow.toml": """\
[project]
name = "shop"

[streams.orders]
topic = "shop.orders"
schema = "Order"

[streams.done]
topic = "shop.done"

[lookups.customers]
connector = "jdbc"
schema = "Customer"
url = "${CUSTOMERS_URL}"
table = "customers"
key = ["customer_id"]
""",
    "order.schema": """\
// An order as the shop takes it.
schema Order
    order_id: string required
    customer_id: string required
    amount: money required
    placed_at: timestamp required
end
""",
    "customer.schema": """\
schema Customer
    customer_id: string required
    tier: string
end
""",
    "price.xform": """\
transform price
    input: Order
    output
        order_id: string required
        customer_id: string required
        amount: money required
        total: money required
    end

    apply
        order_id = order_id
        customer_id = customer_id
        amount = amount
        total = amount * 2
    end
end
""",
    "risk.rules": """\
// Whether an order is accepted.
decision_table risk
    hit_policy first_match

    given
        total: money
    end

    decide
        | total  | decision |
        |--------|----------|
        | > $100 | "review" |
        | *      | "accept" |
    end

    return
        decision: string required
    end
end
""",
    "orders.proc": """\
import order.schema

process Orders
    receive Order from orders
    filter amount > $5
    transform using price
    enrich using customers on customer_id
        select tier
    evaluate using risk
    emit to done
end
""",
}


def with_cursor(name: str, old: str, new: str) -> str:
    """Return the project with one text replaced by another one that holds the cursor."""
    assert FILES[name].count(old) == 1, f"{old!r} must occur once in {name}"
    files = {**FILES, name: FILES[name].replace(old, new)}
    return "".join(f"//- /{path}\n{text}" for path, text in files.items())
