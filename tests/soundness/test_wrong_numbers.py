"""Each way to a wrong number without an error, and that it is closed.

A failure here means that the dashboard can show a wrong number and say nothing. What a test's docstring draws is
its data.
"""

from __future__ import annotations

from datetime import date

import pandas as pd


def test_distinct_people_are_not_added_over_years(ask):
    """Ann goes in two years. She is one student in each, and one student in all.

    placements | person_key | academic_year
               | 1          | 2023/2024
               | 1          | 2024/2025
               | 2          | 2024/2025
    """
    assert ask("placements/students_by_year")["students"].tolist() == [1, 2]
    assert ask("placements/students")["students"].item() == 2


def test_distinct_people_are_not_added_over_regions(ask):
    """Ann goes to France and to Kenya in one year. Each region has one student; the year has one too.

    placements | person_key | academic_year | host_country
               | 1          | 2024/2025     | FRA
               | 1          | 2024/2025     | KEN
    """
    assert ask("placements/students_by_region")["students"].tolist() == [1, 1]
    assert ask("placements/students_by_year")["students"].tolist() == [1]


def test_a_running_year_is_not_compared_with_a_full_one(ask):
    """On 1 November, 2026/2027 has two students so far, 2025/2026 had three. That is no fall.

    placements | person_key | academic_year | application_status
               | 1          | 2024/2025     | completed
               | 2          | 2024/2025     | completed
               | 1          | 2025/2026     | completed
               | 2          | 2025/2026     | completed
               | 3          | 2025/2026     | completed
               | 4          | 2026/2027     | live
               | 5          | 2026/2027     | live
    """
    found = ask("placements/students_by_year").set_index("academic_year")
    assert found.loc["2025/2026", "change"] == 1
    assert not found.loc["2026/2027", "is_complete"]
    assert pd.isna(found.loc["2026/2027", "change"])


def test_a_year_is_compared_with_the_year_before_and_not_with_the_row_before(ask):
    """Nothing was delivered of 2021/2022. The year after is compared with nothing, not with 2020/2021.

    placements | person_key | academic_year
               | 1          | 2020/2021
               | 2          | 2020/2021
               | 3          | 2022/2023
    """
    found = ask("placements/students_by_year").set_index("academic_year")
    assert found["students"].to_dict() == {"2020/2021": 2, "2022/2023": 1}
    assert found.loc["2022/2023", ["previous_students", "change"]].isna().all()


def test_a_change_is_not_that_of_other_regions_than_the_count(ask):
    """Africa had nobody in 2023/2024, China had two students in both years: the sum of both has no change.

    placements | person_key | academic_year | host_country
               | 1          | 2023/2024     | CHN
               | 2          | 2023/2024     | CHN
               | 3          | 2024/2025     | CHN
               | 4          | 2024/2025     | CHN
               | 5          | 2024/2025     | KEN
    """
    found = ask("placements/students_by_year", regions=["Africa", "China"]).set_index("academic_year")
    assert found.loc["2024/2025", ["students", "previous_students"]].tolist() == [3, 2]
    assert pd.isna(found.loc["2024/2025", "change"])
    assert ask("placements/students_by_year", regions=["China"])["change"].tolist()[-1] == 0


def test_a_country_that_changed_region_is_counted_once_where_it_is_now(ask):
    """Morocco left Africa with the version of 2023, so it has two rows in the table of regions.

    regions | scheme | version | region      | iso3
            | summit | 2019    | Africa      | MAR
            | summit | 2019    | Africa      | KEN
            | summit | 2023    | Middle East | MAR
            | summit | 2023    | Africa      | KEN

    placements | person_key | academic_year | host_country
               | 1          | 2024/2025     | MAR
               | 2          | 2024/2025     | KEN

    partnerships | partner_country | start_date
                 | MAR             | 2020-01-01
    """
    students = ask("placements/students_by_region").set_index("region")["students"]
    assert students.to_dict() == {"Africa": 1, "Middle East": 1}
    active = ask("partnerships/active_agreements_by_region").set_index("region")["active"]
    assert active[active > 0].to_dict() == {"Middle East": 1}


def test_a_country_outside_the_scheme_is_counted_and_called_so(ask):
    """The scheme of the drawing knows no Morocco.

    regions | scheme | version | region | iso3
            | summit | 2023    | Africa | KEN

    placements | person_key | academic_year | host_country
               | 1          | 2024/2025     | MAR
               | 2          | 2024/2025     | KEN
    """
    students = ask("placements/students_by_region").set_index("region")["students"]
    assert students.to_dict() == {"Africa": 1, "Outside the scheme": 1}


def test_an_agreement_without_a_country_does_not_vanish(ask):
    """A consortium has no country. It is active all the same, in a region that says so.

    partnerships | partner_name | partner_type | partner_country | start_date
                 | A consortium | consortium   |                 | 2020-01-01
                 | A university | university   | FRA             | 2020-01-01
    """
    active = ask("partnerships/active_agreements_by_region").set_index("region")["active"]
    assert active[active > 0].to_dict() == {"Europe": 1, "No country recorded": 1}
    assert ask("cards/active_agreements")["agreements"].iloc[-1] == 2
    assert ask("cards/active_agreements", regions=["Europe"])["agreements"].iloc[-1] == 1


def test_an_agreement_that_starts_in_the_future_is_not_active(ask):
    """Signed in October, in force from January; today is 1 November.

    partnerships | partner_country | signed_date | start_date
                 | FRA             | 2026-10-01  | 2027-01-01
                 | FRA             | 2020-01-01  | 2020-01-01
    """
    assert ask("cards/active_agreements")["agreements"].iloc[-1] == 1
    found = ask("partnerships/agreements_by_status").set_index("status")["agreements"]
    assert found.to_dict() == {"active": 1, "not begun": 1}


def test_drafts_and_terminated_agreements_are_not_active(ask):
    """The dates alone would say that all five are in force.

    partnerships | partner_country | workflow_status | start_date
                 | FRA             | proposed        | 2020-01-01
                 | FRA             | negotiating     | 2020-01-01
                 | FRA             | terminated      | 2020-01-01
                 | FRA             | signed          | 2020-01-01
                 | FRA             |                 | 2020-01-01
    """
    assert ask("cards/active_agreements")["agreements"].iloc[-1] == 2


def test_a_renewed_agreement_and_its_renewal_are_never_active_together(ask):
    """Each year holds one of the two, in hindsight too: counted by today's flags, 2024 would have none.

    partnerships | agreement_id | workflow_status | renewed_from_id | term_type | start_date | end_date
                 | OLD          | superseded      |                 | fixed     | 2020-01-01 | 2027-01-01
                 | NEW          | signed          | OLD             | fixed     | 2025-06-01 | 2030-01-01
    """
    found = ask("cards/active_agreements")
    counts = dict(zip(found["day"].dt.year, found["agreements"], strict=True))
    assert {counts[year] for year in range(2020, 2027)} == {1}
    assert ask("partnerships/agreements_ending", within_months=12).empty


def test_an_agreement_that_ends_today_is_active_and_counts_as_ending(ask):
    """The last day in force is in force.

    partnerships | partner_country | term_type | start_date | end_date
                 | FRA             | fixed     | 2020-01-01 | 2026-11-01
                 | FRA             | fixed     | 2020-01-01 | 2026-10-31
                 | FRA             | fixed     | 2020-01-01 | 2027-05-01
    """
    assert ask("cards/active_agreements")["agreements"].iloc[-1] == 2
    assert ask("partnerships/expiry_pipeline")["agreements"].tolist() == [1, 1, 0]


def test_inbound_students_are_not_counted_as_outbound(ask):
    """Three come from France, one goes there.

    placements | person_key | academic_year | direction
               | 1          | 2024/2025     | inbound
               | 2          | 2024/2025     | inbound
               | 3          | 2024/2025     | inbound
               | 4          | 2024/2025     | outbound
    """
    assert ask("placements/students_by_year")["students"].tolist() == [1]


def test_an_application_is_not_a_placement(ask):
    """Of five who applied one went and one is about to: two have a place, and one student was abroad.

    placements | person_key | academic_year | application_status
               | 1          | 2024/2025     | applied
               | 2          | 2024/2025     | withdrawn
               | 3          | 2024/2025     | cancelled
               | 4          | 2024/2025     | completed
               | 5          | 2024/2025     | nominated
    """
    assert ask("placements/students_by_year")["students"].tolist() == [1]
    found = ask("cards/demand_met").iloc[0]
    assert (found["met"], found["applicants"], found["rate"]) == (2, 5, 0.4)


def test_an_applicant_with_two_applications_wants_one_place(ask):
    """Ann and Ben each applied twice and went once: they are met, and not half met.

    placements | person_key | academic_year | application_status
               | 1          | 2024/2025     | declined_by_host
               | 1          | 2024/2025     | completed
               | 2          | 2024/2025     | withdrawn
               | 2          | 2024/2025     | live
    """
    found = ask("cards/demand_met")
    assert found[["met", "applicants", "rate"]].to_numpy().tolist() == [[2, 2, 1.0]]


def test_an_aggregated_row_counts_all_its_people(ask):
    """One row of a source that names nobody stands for 25 people; a person's own row stands for one.

    placements | person_key | academic_year | participants
               | 1          | 2024/2025     | 25
               | 2          | 2024/2025     | 1
               | 2          | 2024/2025     | 1
    """
    found = ask("placements/students_by_year").iloc[0]
    assert (found["students"], found["placements"]) == (26, 27)


def test_a_row_of_nobody_or_of_an_unknown_number_counts_for_nobody(ask):
    """A register that counts has a 0 and a number that was suppressed; neither is a person, nor takes one away.

    placements | person_key | academic_year | participants
               | 1          | 2024/2025     | 25
               | 1          | 2024/2025     | 0
               | 2          | 2024/2025     | 0
               | 3          | 2024/2025     |
    """
    found = ask("placements/students_by_year").iloc[0]
    assert (found["students"], found["placements"]) == (25, 25)


def test_rates_over_several_years_are_sums_divided_and_not_means_of_rates(ask):
    """2 of 2 and 1 of 4 is a half; the mean of 100% and 25% would say more.

    placements | person_key | academic_year | application_status
               | 1          | 2023/2024     | completed
               | 2          | 2023/2024     | completed
               | 3          | 2024/2025     | completed
               | 4          | 2024/2025     | applied
               | 5          | 2024/2025     | applied
               | 6          | 2024/2025     | applied
    """
    assert ask("cards/demand_met")["rate"].tolist() == [1.0, 0.25]
    assert ask("placements/demand_by_region")["rate"].tolist() == [0.5]


def test_a_rate_whose_part_is_too_small_is_missing_and_not_all(ask):
    """Nobody of three is met: nobody and few look alike, so there is no rate; least() of nothing and 1 would be 1.

    placements | person_key | academic_year | application_status
               | 1          | 2024/2025     | applied
               | 2          | 2024/2025     | applied
               | 3          | 2024/2025     | applied
    """
    assert ask("cards/demand_met")["rate"].isna().tolist() == [True]


def test_a_denominator_of_zero_or_none_gives_no_rate(ask):
    """The class of 2025 is empty, the class of 2026 is not in the table.

    populations | academic_year | population       | people
                | 2024/2025     | graduating_class | 0

    placements | person_key | academic_year | graduating_class
               | 1          | 2020/2021     | 2025
               | 2          | 2024/2025     | 2026
    """
    assert ask("cards/global_experience_rate")["rate"].notna().sum() == 0


def test_a_population_is_taken_from_its_total_and_not_summed_over_breakdowns(ask):
    """The class has 100 members. Summed over its rows it would have 400.

    populations | academic_year | population       | home_school | equity_attribute | equity_value | people
                | 2024/2025     | graduating_class |             |                  |              | 100
                | 2024/2025     | graduating_class | Arts        |                  |              | 100
                | 2024/2025     | graduating_class |             | gender           | female       | 60
                | 2024/2025     | graduating_class |             | gender           | male         | 40

    placements | person_key | academic_year | graduating_class
               | 1          | 2020/2021     | 2025
               | 2          | 2024/2025     | 2026
    """
    assert ask("cards/global_experience_rate")["rate"].tolist() == [0.01]


def test_a_class_that_was_seen_in_part_does_not_look_like_a_poor_one(ask):
    """The exports begin in 2022/2023. The class of 2023 was abroad before that, and nobody knows.

    populations | academic_year | population       | people
                | 2022/2023     | graduating_class | 10
                | 2025/2026     | graduating_class | 10

    placements | person_key | academic_year | graduating_class
               | 1          | 2022/2023     | 2023
               | 2          | 2022/2023     | 2026
               | 3          | 2023/2024     | 2026
               | 3          | 2025/2026     | 2026
    """
    found = ask("cards/global_experience_rate")
    assert dict(zip(found["academic_year"], found["rate"], strict=True)) == {"2025/2026": 0.2}


def test_a_student_without_a_graduating_class_is_in_none(ask):
    """Two have been abroad; of one the class is not known.

    populations | academic_year | population       | people
                | 2024/2025     | graduating_class | 10

    placements | person_key | academic_year | graduating_class
               | 1          | 2020/2021     | 2025
               | 2          | 2024/2025     |
    """
    assert ask("cards/global_experience_rate")["students"].tolist() == [1]


def test_an_unfinished_program_does_not_lower_completion(ask):
    """Two have finished, one of them completed; the third is still in it.

    leadership_enrollments | person_key | academic_year | status      | end_date
                           | 1          | 2025/2026     | completed   | 2026-05-12
                           | 2          | 2025/2026     | withdrawn   | 2026-05-12
                           | 3          | 2026/2027     | in_progress | 2026-12-12
    """
    found = ask("cards/leadership_completion").set_index("academic_year")["completion_rate"]
    assert found["2025/2026"] == 0.5
    assert pd.isna(found["2026/2027"])


def test_a_person_in_two_programs_is_one_person(ask):
    """Ann is in two programs, completed one, and is still in the other.

    leadership_enrollments | person_key | academic_year | status    | end_date
                           | 1          | 2025/2026     | completed | 2026-05-12
                           | 1          | 2025/2026     | enrolled  | 2026-05-12
    """
    found = ask("leadership/funnel").iloc[0]
    assert (found["applied"], found["enrolled"], found["completed"]) == (1, 1, 1)


def test_the_state_of_an_earlier_day_does_not_know_what_came_after(ask):
    """Seen from 2021 the agreement of 2022 is not there yet, and the one that ended in 2022 still is.

    partnerships | partner_country | term_type  | start_date | end_date
                 | FRA             | fixed      | 2019-01-01 | 2022-06-30
                 | FRA             | open_ended | 2022-01-01 |
                 | CHN             | open_ended | 2022-01-01 |
    """
    assert ask("cards/active_agreements", as_of=date(2021, 11, 1))["agreements"].iloc[-1] == 1
    found = ask("cards/active_agreements")
    assert dict(zip(found["day"].dt.year, found["agreements"], strict=True))[2021] == 1
