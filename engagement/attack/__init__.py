"""What follows from a release for small counts of people: bounds, and linear programs. Needs scipy."""

from engagement.attack.attacker import FEW, NARROW, ONE_IN, Finding, attack, ranges

__all__ = ["FEW", "NARROW", "ONE_IN", "Finding", "attack", "ranges"]
