"""Text to tree: segmenting, grammars, recovery."""

__version__ = "0.1.0"
