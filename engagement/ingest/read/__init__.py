"""A delivered file -> a relation of text columns: what it is, how it is laid out, and which lines it holds."""
