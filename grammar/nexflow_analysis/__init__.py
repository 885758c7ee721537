"""Tree to meaning: definitions, the index, types and checks."""
