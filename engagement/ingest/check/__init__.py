"""Text -> typed rows that keep the contract; every row or value that was not accepted has its reason."""
