"""Home schools: which sends most students abroad, and one of them alone."""

from __future__ import annotations

from engagement.ui.components import tabs
from engagement.ui.pages import schools
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("All home schools")
tabs.queries("schools", schools.ALL, scope=scope, with_table=True)

section("One home school", "Choose a school to see its students and their destinations.")
school = schools.choose(scope)
if school is not None:
    schools.draw(school, scope)
