"""One snapshot of records: its inputs, its account of what was accepted, what changed since the one before."""
