"""Values as words: formats, key figures, changes, and why there is nothing."""
