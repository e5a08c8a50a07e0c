"""An Evidence project read, and its SQL rewritten so that values are bound and other queries are stood on by name."""
