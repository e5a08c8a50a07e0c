"""Numbers about people that are safe to show by construction (docs/privacy.md).

`release` is the way to a `Released` table, and `release_groups` for groups that somebody has put together freely; there
is no other. `as_totals` tells one table what readers know from another.
"""

from engagement.disclosure.groups import release_groups
from engagement.disclosure.release import as_totals, release
from engagement.disclosure.totals import Total

__all__ = ["Total", "as_totals", "release", "release_groups"]
