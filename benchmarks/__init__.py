"""Side-by-side timings: each prints a ratio against a floor or a peer, measured in one run. Never part of the tests."""
