"""What the filters offer: two places that an institution prints alike are told apart by their codes."""

from __future__ import annotations

from engagement.app.choices import Choices, read_choices
from engagement.warehouse import open_warehouse
from tests.tiny import publish, settings_in


def asking(columns: str, sql: str) -> str:
    declared = "\n".join(f'{name} = {{ title = "{name}" }}' for name in columns.split())
    return (
        f'/*---\ntitle = "T"\nquestion = "Q?"\ngrain = "one row"\nowner = "O"\n\n[columns]\n{declared}\n---*/\n{sql}\n'
    )


def test_two_places_of_one_name_are_told_apart_by_their_codes(tmp_path):
    places = "values ('CIV', 'Ivory Coast'), ('COD', 'Congo'), ('COG', 'Congo')"
    queries = {
        "filters/places": asking("iso3 place", f"select iso3, place from ({places}) as t (iso3, place) order by iso3"),
        "filters/regions": asking(
            "scheme version region iso3",
            "select 'summit' as scheme, '1' as version, 'Africa' as region, 'COD' as iso3 order by scheme",
        ),
        "filters/periods": asking(
            "period title first_year last_year",
            "select 'all' as period, 'All years' as title, 2024 as first_year, 2024 as last_year order by period",
        ),
    }
    settings = settings_in(tmp_path, queries)
    publish(settings)
    found = read_choices(open_warehouse(settings).view, "summit")
    assert found.places == {"CIV": "Ivory Coast", "COD": "Congo (COD)", "COG": "Congo (COG)"}


def test_where_there_are_no_placements_every_period_is_all_years():
    empty = Choices("summit", ("summit",), {}, {}, {}, {}, {}, {})
    assert empty.period("all") == "All years"
    assert empty.nearest_period(2020, 2024) == "all"
