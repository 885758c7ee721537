"""The reference evaluation: what expressions, transforms, tables and rules give for a record.

Written from the language's definition alone, a value at a time, so that proofs, examples and the
generated Java can be compared with it.
"""
