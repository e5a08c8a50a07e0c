"""What a brief says in words: sentences, and the decisions that are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engagement.brief.cells import Fact

RULES, COMMITTEE = "rules", "committee"
"""Authors of a statement: drafted from results, or written by people."""


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Statement:
    """One sentence. `drafted` keeps the rule's words and `facts` its numbers, also after the committee edited `text`.

    A statement of the committee's own has no draft. `evidence` holds numbers of the evidence list; `about` is the id
    of the exhibit that it stands above. `before` is the draft that people reworded, where newer numbers give another.
    """

    id: str
    text: str
    drafted: str = ""
    evidence: tuple[int, ...] = ()
    author: str = RULES
    is_included: bool = True
    facts: tuple[Fact, ...] = ()
    about: str = ""
    before: str = ""

    @property
    def is_committee(self) -> bool:
        """Whether people wrote it, so that it is marked as theirs."""
        return self.author == COMMITTEE

    @property
    def cited(self) -> tuple[int, ...]:
        """The answers that bear it out: none once people have put other facts in it."""
        return self.evidence if not self.is_committee or _still_says(self.text, self.drafted, self.facts) else ()


DECISION_FIELDS = ("what", "agreements", "why", "otherwise", "owner", "by", "cost", "options", "state")
"""What a decision says, field by field; each can be reworded."""


@dataclass(frozen=True)
class Decision:
    """One decision that is asked for, or that was taken.

    what: is asked. agreements: it is about, by name. why: it is asked. otherwise: what happens if nothing is decided.
    owner: who is to see to it. by: the latest day. state: of one that was taken. drafted: the fields as the rules
    drafted them, in the order of DECISION_FIELDS; empty where people wrote it. facts: numbers that the draft says.
    """

    id: str
    what: str
    agreements: str = ""
    why: str = ""
    otherwise: str = ""
    owner: str = ""
    by: str = ""
    cost: str = ""
    options: str = ""
    state: str = ""
    evidence: tuple[int, ...] = ()
    drafted: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    is_included: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        """What it says, in the order of DECISION_FIELDS."""
        return tuple(getattr(self, name) for name in DECISION_FIELDS)

    @property
    def is_committee(self) -> bool:
        """Whether people wrote it or changed it, so that it is marked as theirs."""
        return self.drafted != self.fields

    @property
    def cited(self) -> tuple[int, ...]:
        """The answers that bear it out: none once people have put other facts in it."""
        drafted = " ".join(self.drafted)
        return self.evidence if not self.is_committee or _still_says(self.text, drafted, self.facts) else ()

    @property
    def text(self) -> str:
        """All of it as one paragraph, for a format or template that knows no fields."""
        what = self.what if self.what.endswith((".", "?", "!")) or not self.agreements else f"{self.what}:"
        named = (
            *(("", what), ("", self.agreements), ("Why", self.why), ("If nothing is decided", self.otherwise)),
            *(("Options", self.options), ("Of whom", self.owner), ("By when", self.by), ("Cost", self.cost)),
            ("State", self.state),
        )
        return " ".join(f"{name}: {words}" if name else words for name, words in named if words)


def _still_says(text: str, drafted: str, facts: tuple[Fact, ...]) -> bool:
    """Return whether other words name a fact of the draft, and no number that the draft does not have."""
    numbers = set(_NUMBER.findall(text))
    return numbers <= set(_NUMBER.findall(drafted)) and any(fact.printed in text for fact in facts)
