"""The formats of records in bytes: one per file, all of them in `registry`."""
