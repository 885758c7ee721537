"""Meaning to people: commands, reports and the language server."""
