"""SQL that is typed in, run in a process that can do nothing else."""
