"""The pages: address, title and the question that each answers, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

_PLACES = ("scheme", "regions", "countries")
_ALL = (*_PLACES, "period", "on", "compare")
_OF_PEOPLE = (*_PLACES, "period", "compare")


@dataclass(frozen=True)
class Entry:
    """One page.

    `question` is its subtitle; `filters` are those that change what it shows; `begins_group` draws a line above it in
    the menu; `role` may open it.
    """

    file: str
    title: str
    icon: str
    question: str
    filters: tuple[str, ...] = ()
    begins_group: bool = False
    role: str = "viewer"

    @property
    def is_filtered(self) -> bool:
        """Whether filters change what the page shows."""
        return bool(self.filters)


# One list without headings: with headings Streamlit's menu is no list to a screen reader (measured with axe).
MENU = (
    Entry("overview.py", "Overview", "home", "How are we doing, where, and what needs attention?", _ALL),
    Entry("region.py", "Regions", "public", "What do we do in one region or country?", _ALL),
    Entry(
        "partnerships.py", "Partnerships", "handshake", "Which agreements do we have, where, and which end soon?", _ALL
    ),
    Entry(
        "placements.py",
        "Students abroad",
        "flight_takeoff",
        "Who goes abroad, where to, and who would like to?",
        _OF_PEOPLE,
    ),
    Entry(
        "schools.py",
        "Home schools",
        "account_balance",
        "Which home school sends students, how many, and where to?",
        (*_PLACES, "period"),
    ),
    Entry(
        "leadership.py",
        "Leadership",
        "school",
        "Who takes part in leadership programs, and who completes them?",
        _OF_PEOPLE,
    ),
    Entry("strategy.py", "Strategy", "explore", "Do we live by our principles, and where does the effort go?", _ALL),
    Entry(
        "summit_brief.py",
        "Summit brief",
        "article",
        "What should a committee know before a summit, ready to print?",
        begins_group=True,
        role="committee",
    ),
    Entry(
        "register.py",
        "Register",
        "list_alt",
        "Which agreements and partners do we have?",
        (*_PLACES, "on"),
        begins_group=True,
    ),
    Entry(
        "query_library.py", "Query library", "search", "Which questions can be asked, and how is each answered?", _ALL
    ),
    Entry(
        "data_health.py",
        "Data health",
        "fact_check",
        "How fresh is the data, and what was rejected?",
        begins_group=True,
    ),
    Entry("methods.py", "Methods", "menu_book", "How is each number defined, and what is never shown?", ("scheme",)),
)
