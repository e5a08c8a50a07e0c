"""Numbers about people that are safe to show by construction (docs/privacy.md).

`release` is the only way to a `Released` table; `as_totals` tells one table what readers know from another.
"""

from engagement.disclosure.release import as_totals, release
from engagement.disclosure.totals import Total

__all__ = ["Total", "as_totals", "release"]
