"""The pages: address, title and the question that each answers, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One page. `question` is its subtitle; `is_filtered` tells whether the filters change it; `role` may open it."""

    file: str
    title: str
    question: str
    is_filtered: bool = True
    role: str = "viewer"


# One list without headings: with headings Streamlit's menu is no list to a screen reader (measured with axe).
MENU = (
    Entry("overview.py", "Overview", "How are we doing, where, and what needs attention?"),
    Entry("partnerships.py", "Partnerships", "Which agreements do we have, where, and which end soon?"),
    Entry("register.py", "Register", "Which agreements are there, and what is behind each partner?"),
    Entry("placements.py", "Placements", "Who goes abroad, where to, and who would like to?"),
    Entry("leadership.py", "Leadership", "Who takes part in leadership programs, and who completes them?"),
    Entry("strategy.py", "Strategy", "Do we live by our principles, and where does the effort go?"),
    Entry("region.py", "Region", "What do we do in one region or country?"),
    Entry(
        "summit_brief.py",
        "Summit brief",
        "What should a committee know before a summit, ready to print?",
        False,
        "committee",
    ),
    Entry("query_library.py", "Query library", "Which questions can be asked, and how is each answered?"),
    Entry("data_health.py", "Data health", "What was delivered, how fresh is it, and what could not be used?", False),
    Entry("methods.py", "Methods", "How is each number defined, and what is never shown?", False),
)
