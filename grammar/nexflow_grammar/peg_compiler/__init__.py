"""From the grammars in `peg/` to the Python functions in `compiled/`.

`python -m nexflow_grammar.peg_compiler` writes them; a test tells when it must be run. Nothing of
this is imported when a file is parsed.
"""
