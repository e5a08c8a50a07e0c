"""What is drawn, as data: result and specification -> `Drawing`, and its alt text."""
