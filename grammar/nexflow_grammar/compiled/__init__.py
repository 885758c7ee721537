"""Functions that parse each rule of `peg/`, written by `python -m nexflow_grammar.peg_compiler`."""
