"""An event stands at the academic year that it falls into by the institution's own calendar, not by August."""

from __future__ import annotations

import pytest

from engagement.settings import ROOT
from engagement.warehouse import open_warehouse
from tests.tiny import publish, settings_in


@pytest.mark.parametrize(
    ("starts", "day", "year"),
    [
        ("08-01", "2024-07-31", "2023/2024"),
        ("08-01", "2024-08-01", "2024/2025"),
        ("10-01", "2024-09-30", "2023/2024"),
        ("10-01", "2024-10-01", "2024/2025"),
        ("02-15", "2024-02-14", "2023/2024"),
        ("02-15", "2024-02-15", "2024/2025"),
        ("01-01", "2024-01-01", "2024/2025"),
    ],
)
def test_an_event_falls_into_the_institutions_academic_year(tmp_path, starts, day, year):
    text = (ROOT / "queries" / "filters" / "events.sql").read_text(encoding="utf-8")
    settings = settings_in(tmp_path, {"filters/events": text}, year_starts=starts)
    event = f"insert into events by name select date '{day}' as date, 'Visit' as label, 'policy' as kind"
    publish(settings, [event])
    found = open_warehouse(settings).run("filters/events", scheme="summit", regions=[]).table.to_pylist()
    assert [row["academic_year"] for row in found] == [year]
