"""Where records and releases are kept on disk, and what became of loads. Knows nothing of what is in them."""
