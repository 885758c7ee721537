"""The statements of a process: what each asks of the record that reaches it, and what it hands on."""
