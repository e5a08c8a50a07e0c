"""Who may see what: roles, their limits, who a request comes from, and the log of what was asked."""
