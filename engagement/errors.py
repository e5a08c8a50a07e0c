"""What can go wrong, said so that a reader can mend it.

EngagementError
├── InputError          the input is at fault: exit code 1
│   ├── SettingsError   engagement.toml or the environment
│   ├── ContractError   data/datapackage.json
│   ├── MappingError    data/mappings/*.toml
│   ├── DeliveryError   an export that breaks the contract as a whole
│   ├── HeldError       a delivery that has shrunk waits to be accepted
│   ├── SnapshotError   no usable snapshot
│   └── QueryError      a file in queries/
├── AccessError         whoever asks may not
└── CallError           the call is at fault: exit code 2
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engagement.place import NOWHERE, Place

_ABSOLUTE = re.compile(r"""(?<![\w.:/\\?=&])(?:[A-Za-z]:[\\/]|/)(?:[^\s/\\"'<>|:]+[\\/])+(?=[^\s/\\])""")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what happened, where, how to mend it.

    `rule` is a stable short name such as "query-header-toml"; empty where no rule is named.
    `is_warning`: it works, but a reader should know; it stops nothing.
    """

    what: str
    where: Place = NOWHERE
    fix: str = ""
    rule: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        lines = [self.what]
        if where := str(self.where):
            lines.append(f"  where: {where}")
        if self.fix:
            lines.append(f"  fix:   {self.fix}")
        return "\n".join(lines)


def without_folders(text: str) -> str:
    """Return the text with every absolute path cut to its file name, so that readers never see a server's folders.

    Args:
        text: a message; paths below the project, such as queries/overview.sql, stay whole.
    """
    return _ABSOLUTE.sub("", text)


class EngagementError(Exception):
    """Every error of ours: one or more faults, all of them at once."""

    exit_code = 1

    def __init__(self, *faults: Fault | str) -> None:
        self.faults = tuple(Fault(fault) if isinstance(fault, str) else fault for fault in faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InputError(EngagementError):
    """The input is at fault."""


class SettingsError(InputError):
    """engagement.toml or an environment variable cannot be used."""


class ContractError(InputError):
    """data/datapackage.json cannot be used."""


class MappingError(InputError):
    """A mapping in data/mappings/ cannot be used."""


class DeliveryError(InputError):
    """An export breaks the contract as a whole and is refused."""


class HeldError(InputError):
    """A delivery has lost rows or columns, and waits to be accepted."""


class SnapshotError(InputError):
    """There is no snapshot to open, or it cannot be read."""


class QueryError(InputError):
    """A file in queries/ cannot be used."""


class AccessError(EngagementError):
    """Whoever asks has not signed in, or may not do this."""


class CallError(EngagementError):
    """The call is at fault: an unknown query, a parameter of the wrong type."""

    exit_code = 2
