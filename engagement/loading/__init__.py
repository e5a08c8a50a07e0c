"""Loads: exports -> records -> release, one at a time, in a process of their own. The web server only starts them."""
