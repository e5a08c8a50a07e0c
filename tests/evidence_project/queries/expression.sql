select ${Math.max(1, 2)} as two
