"""What is safe is also of use: little is missing, and little is wrong."""

from __future__ import annotations

import duckdb

from engagement.store.snapshots import current_records

# A region's students in an academic year, or a period, by its records.
TRUE = """
    select
        membership.scheme || ':' || membership.region as place,
        periods.period,
        count(distinct abroad.person_key) + cast(sum(abroad.participants - 1) as bigint) as people
    from placements as abroad
    inner join published.region_membership as membership on coalesce(abroad.host_country, 'ZZZ') = membership.iso3
    inner join published.periods as periods on abroad.year between periods.first_year and periods.last_year
    where
        abroad.direction = 'outbound'
        and abroad.application_status in ('live', 'completed')
        and abroad.participants > 0
    group by all
"""


def compared(world) -> list[tuple[int, int | None, str]]:
    """True and published people of every region and period."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{current_records(world.settings).database}' as records (read_only)")
        connection.execute(f"attach '{world.release}' as published (read_only)")
        connection.execute("use records")
        return connection.execute(
            f"""select people, students, period from ({TRUE})
            left join published.students_abroad_by_place_period using (place, period)"""
        ).fetchall()


def test_no_region_by_year_with_ten_people_or_more_is_missing(world):
    found = compared(world(4000, 7))
    assert len([people for people, _, period in found if people >= 10 and period.isdigit()]) > 150
    assert not [each for each in found if each[0] >= 10 and each[1] is None]
    assert not [each for each in found if each[0] < 10 and each[1] is not None]


def test_region_totals_are_off_by_less_than_one_and_a_half_people_in_the_mean(world):
    errors = [abs(people - students) for people, students, _ in compared(world(4000, 7)) if students is not None]
    assert 0 < sum(errors) / len(errors) < 1.5
    assert max(errors) <= 3
