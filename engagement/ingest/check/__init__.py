"""Text -> typed rows that keep the contract; every row or value that was not taken has its reason."""
