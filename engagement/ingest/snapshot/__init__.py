"""One snapshot of records: its inputs, its account of what was taken, what changed since the one before."""
