"""What single pages show beyond the answers to their queries."""
