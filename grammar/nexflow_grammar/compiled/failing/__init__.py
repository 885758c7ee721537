"""Where texts do not parse: written from `peg/` by `peg_compiler/`, as what is in the folder around."""
