"""Which file feeds which table, and how its headers become our columns: mappings, and drafts of them."""
