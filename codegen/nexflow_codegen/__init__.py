"""Meaning to Java: lowering to an intermediate representation, and rendering it."""
