"""python -m engagement …"""

from __future__ import annotations

import sys

from engagement.cli import main

if __name__ == "__main__":
    sys.exit(main())
