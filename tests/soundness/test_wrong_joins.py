"""Ways to a wrong number that joining tables opens: rows that multiply, currencies that mix, pairs that do not match.

A failure here means that the dashboard can show a wrong number and say nothing. What a test's docstring draws is
its data.
"""

from __future__ import annotations

import pandas as pd
import pytest


def test_joining_agreements_to_placements_does_not_multiply_agreements(ask):
    """One agreement with 10 places a year, and three students under it: the places are not 30.

    partnerships | agreement_id | partner_country | start_date | places_out_per_year
                 | A            | FRA             | 2015-01-01 | 10

    placements | person_key | academic_year | agreement_id
               | 1          | 2024/2025     | A
               | 2          | 2024/2025     | A
               | 3          | 2024/2025     | A
    """
    found = ask("partnerships/place_use").iloc[0]
    assert (found["places_out"], found["placements_out"], found["use_out"]) == (10, 3, 0.3)
    assert ask("strategy/alignment")["agreements"].tolist() == [1]


def test_two_agreements_with_one_partner_do_not_multiply_placements(ask):
    """The partner has two agreements. Each student went under one of them.

    partnerships | agreement_id | partner_name | partner_country | start_date | places_out_per_year | challenge_area
                 | A            | Lyon         | FRA             | 2015-01-01 | 5                   | water
                 | B            | Lyon         | FRA             | 2015-01-01 | 5                   | water

    placements | person_key | academic_year | agreement_id
               | 1          | 2024/2025     | A
               | 2          | 2024/2025     | B
    """
    found = ask("partnerships/place_use_by_partner")
    assert found[["partner", "places_out", "placements_out"]].to_numpy().tolist() == [["Lyon", 10, 2]]
    assert ask("strategy/challenge_focus")["placements"].tolist() == [2]
    assert ask("placements/partner_concentration")["partners"].tolist() == [1]


def test_a_region_with_two_countries_and_two_summits_does_not_multiply_agreements(ask):
    """Two agreements of one region; its summit of the past, and the next one, before which one of them ends.

    partnerships | agreement_id | partner_country | start_date | term_type  | end_date   | next_review_date
                 | A            | KEN             | 2015-01-01 | fixed      | 2027-01-31 | 2028-01-01
                 | B            | MAR             | 2015-01-01 | open_ended |            | 2028-01-01

    summits | summit_id | name | scheme | region | date
            | S1        | Then | summit | Africa | 2024-06-13
            | S2        | Next | summit | Africa | 2027-06-10
    """
    found = ask("strategy/summits").set_index("summit_id")
    assert found["agreements"].to_dict() == {"S2": 2, "S1": 2}
    assert found.loc["S2", ["ready", "ending", "overdue"]].tolist() == [1, 1, 0]
    assert ask("strategy/attention")[["agreement_id", "reason"]].to_numpy().tolist() == [["A", "Ends before Next"]]


def test_a_placement_without_an_agreement_does_not_vanish(ask):
    """Half of the students went on their own.

    partnerships | agreement_id | partner_country | start_date | challenge_area
                 | A            | FRA             | 2015-01-01 | water

    placements | person_key | academic_year | agreement_id
               | 1          | 2024/2025     | A
               | 2          | 2024/2025     |
    """
    found = ask("strategy/challenge_focus").set_index("challenge_area")
    assert found["placements"].to_dict() == {"Water": 1, "None named": 1}
    assert found["placements_share"].to_dict() == {"Water": 0.5, "None named": 0.5}
    assert ask("placements/partner_concentration")["known_share"].tolist() == [0.5]


def test_placements_under_an_agreement_without_places_do_not_fill_the_places_of_another(ask):
    """Lyon gives 10 places, Paris names none. One went to Lyon, and three to Paris.

    partnerships | agreement_id | partner_name | partner_country | start_date | places_out_per_year
                 | A            | Lyon         | FRA             | 2015-01-01 | 10
                 | B            | Paris        | FRA             | 2015-01-01 |

    placements | person_key | academic_year | agreement_id
               | 1          | 2024/2025     | B
               | 2          | 2024/2025     | B
               | 3          | 2024/2025     | B
               | 4          | 2024/2025     | A
    """
    assert ask("partnerships/place_use")["use_out"].tolist() == [0.1]


def test_several_currencies_are_never_summed(ask):
    """100 dollars and 100 euros at two dollars a euro: Europe's share of spend is two thirds, and not a half.

    exchange_rates | currency | year | per_base
                   | USD      | 2026 | 1
                   | EUR      | 2026 | 0.5

    partnerships | partner_country | start_date | annual_cost | currency
                 | FRA             | 2020-01-01 | 100         | EUR
                 | KEN             | 2020-01-01 | 100         | USD
    """
    found = ask("strategy/alignment").set_index("region")["spend_share"]
    assert found.to_dict() == pytest.approx({"Africa": 1 / 3, "Europe": 2 / 3})


def test_amounts_without_a_rate_are_left_out_of_sums_and_not_taken_for_our_own(ask):
    """A million yen without a rate would drown the rest.

    exchange_rates | currency | year | per_base
                   | USD      | 2026 | 1

    partnerships | partner_country | start_date | annual_cost | currency
                 | FRA             | 2020-01-01 | 1000000     | JPY
                 | KEN             | 2020-01-01 | 100         | USD
    """
    found = ask("strategy/alignment").set_index("region")["spend_share"]
    assert found["Africa"] == 1.0


def test_without_rates_two_currencies_give_no_share_of_spend(ask):
    """Nothing says what a euro is worth.

    partnerships | partner_country | start_date | annual_cost | currency
                 | FRA             | 2020-01-01 | 100         | EUR
                 | KEN             | 2020-01-01 | 100         | USD
    """
    assert ask("strategy/alignment")["spend_share"].isna().all()


def test_medians_of_money_are_of_one_currency(ask):
    """Two in dollars, two in yen without a rate: a row for each, and the share of the funded is of all.

    exchange_rates | currency | year | per_base
                   | USD      | 2024 | 1

    placements | person_key | academic_year | cost_amount | funding_amount | currency
               | 1          | 2024/2025     | 100         |                | USD
               | 2          | 2024/2025     | 300         | 50             | USD
               | 3          | 2024/2025     | 90000       |                | JPY
               | 4          | 2024/2025     | 90000       |                | JPY
    """
    found = ask("placements/funding").set_index("currency")
    assert found["median_cost"].to_dict() == {"USD": 200, "JPY": 90000}
    assert found.loc["USD", "funded_share"] == 0.5
    assert pd.isna(found.loc["JPY", "funded_share"])


def test_funding_above_the_cost_does_not_lower_the_need_of_others(ask):
    """One has 500 too much, one lacks 500: the median of need is 250, not 0.

    placements | person_key | academic_year | cost_amount | funding_amount | currency
               | 1          | 2024/2025     | 1000        | 1500           | USD
               | 2          | 2024/2025     | 1000        | 500            | USD
    """
    assert ask("placements/funding")["median_unmet"].tolist() == [250]


def test_the_balance_tells_in_from_out_and_weighs_semesters(ask):
    """Two came for a semester, one went for a year: balanced, though the heads are two to one.

    partnerships | agreement_id | partner_country | start_date
                 | A            | FRA             | 2015-01-01

    placements | person_key | academic_year | agreement_id | direction | duration_band
               | 1          | 2024/2025     | A            | inbound   | semester
               | 2          | 2024/2025     | A            | inbound   | semester
               | 3          | 2024/2025     | A            | outbound  | academic_year
               | 4          | 2024/2025     | A            | outbound  | under_2_weeks
    """
    found = ask("partnerships/exchange_balance").iloc[0]
    assert (found["semesters_in"], found["semesters_out"], found["ratio"]) == (2, 2, 0.0)
    assert (found["students_in"], found["students_out"]) == (2, 1)


def test_an_unused_agreement_is_dormant_only_where_use_is_known(ask):
    """The placements name no agreement at all. That says nothing of who used which.

    partnerships | partner_country | start_date
                 | FRA             | 2015-01-01

    placements | person_key | academic_year
               | 1          | 2022/2023
               | 2          | 2023/2024
               | 3          | 2025/2026
    """
    assert ask("cards/dormant_rate").empty
    assert ask("partnerships/dormant").empty


def test_an_agreement_used_in_either_direction_is_not_dormant(ask):
    """Nobody of ours went under B, but somebody came. Under C nobody did either.

    partnerships | agreement_id | partner_country | start_date
                 | B            | FRA             | 2015-01-01
                 | C            | FRA             | 2015-01-01

    placements | person_key | academic_year | agreement_id | direction
               | 1          | 2021/2022     | C            | outbound
               | 2          | 2023/2024     | B            | inbound
               | 3          | 2024/2025     |              | outbound
               | 4          | 2025/2026     |              | outbound
    """
    assert ask("partnerships/dormant")["agreement_id"].tolist() == ["C"]
    assert ask("cards/dormant_rate")["share"].tolist()[-1] == 0.5


def test_where_every_agreement_was_used_none_is_dormant(ask):
    """Somebody went under the only agreement: that is a share of none, and not an unknown one.

    partnerships | agreement_id | partner_country | start_date
                 | A            | FRA             | 2015-01-01

    placements | person_key | academic_year | agreement_id
               | 1          | 2023/2024     |
               | 2          | 2024/2025     | A
               | 3          | 2025/2026     |
    """
    assert ask("cards/dormant_rate")[["dormant", "agreements"]].to_numpy().tolist() == [[0, 1]]
    assert ask("partnerships/dormant").empty


def test_a_year_that_was_not_delivered_makes_no_agreement_dormant(ask):
    """Of 2024/2025 nothing was delivered: whether anybody went then is not known.

    partnerships | agreement_id | partner_country | start_date
                 | A            | FRA             | 2015-01-01

    placements | person_key | academic_year | agreement_id
               | 1          | 2020/2021     | A
               | 2          | 2023/2024     |
               | 3          | 2025/2026     |
    """
    assert ask("cards/dormant_rate").empty
    assert ask("partnerships/dormant").empty


def test_an_identifier_that_two_partners_share_tells_neither(ask):
    """U1 is Lyon in one scheme and Nairobi in another. Who went to U1 without an agreement went to neither.

    partnerships | agreement_id | partner_name | partner_id | partner_id_scheme | partner_country | start_date
                 | A            | Lyon         | U1         | local             | FRA             | 2015-01-01
                 | B            | Nairobi      | U1         | ror               | KEN             | 2015-01-01

    placements | person_key | academic_year | agreement_id | partner_id
               | 1          | 2024/2025     | A            | U1
               | 2          | 2024/2025     |              | U1
    """
    assert ask("partnerships/partner_students_in_total", partner="local:U1")["students_out"].tolist() == [1]
    assert ask("partnerships/partner_students_in_total", partner="ror:U1")["students_out"].isna().all()


def test_a_rate_of_too_few_is_missing_and_not_one(ask):
    """Two went to Kenya. There is an agreement with France, where nobody went: no share, and not all of them.

    partnerships | partner_country | start_date
                 | FRA             | 2015-01-01

    placements | person_key | academic_year | host_country
               | 1          | 2024/2025     | KEN
               | 2          | 2024/2025     | KEN
    """
    found = ask("strategy/alignment").set_index("region")["placements_share"]
    assert pd.isna(found["Europe"])
    assert found["Africa"] == 1.0


def test_a_manager_who_joins_after_does_not_look_like_a_gain(ask):
    """Each person rates 3 before and 3 after. Managers rate 5, and only after.

    leadership_enrollments | enrollment_id | person_key | academic_year
                           | E1            | 1          | 2024/2025
                           | E2            | 2          | 2024/2025
                           | E3            | 3          | 2024/2025

    leadership_diagnostics | subject_key | enrollment_id | wave | rater   | score
                           | 1           | E1            | pre  | self    | 2
                           | 1           | E1            | post | self    | 2
                           | 1           | E1            | post | manager | 5
                           | 2           | E2            | pre  | self    | 3
                           | 2           | E2            | post | self    | 3
                           | 2           | E2            | post | manager | 5
                           | 3           | E3            | pre  | self    | 4
                           | 3           | E3            | post | self    | 4
                           | 3           | E3            | post | manager | 5
    """
    found = ask("leadership/gain").iloc[0]
    assert (found["pairs"], found["g"]) == (3, 0.0)


def test_who_leaves_is_not_in_the_gain_but_in_the_pair_rate(ask):
    """The weakest leaves after the first score. The others do not change.

    leadership_diagnostics | subject_key | administered_date | wave | rater | score
                           | 1           | 2024-09-01        | pre  | self  | 1
                           | 2           | 2024-09-01        | pre  | self  | 3
                           | 2           | 2025-05-01        | post | self  | 3
                           | 3           | 2024-09-01        | pre  | self  | 4
                           | 3           | 2025-05-01        | post | self  | 4
                           | 4           | 2024-09-01        | pre  | self  | 5
                           | 4           | 2025-05-01        | post | self  | 5
    """
    found = ask("leadership/gain").iloc[0]
    assert (found["pairs"], found["pair_rate"], found["g"]) == (3, 0.75, 0.0)


def test_two_pairs_have_no_gain(ask):
    """Two teams of many raters: enough people, and too few pairs for a standard deviation to mean anything.

    leadership_diagnostics | subject_level | subject_key | administered_date | wave | n_raters | score
                           | team          | 1           | 2024-09-01        | pre  | 12       | 2
                           | team          | 1           | 2025-05-01        | post | 12       | 4
                           | team          | 2           | 2024-09-01        | pre  | 12       | 3
                           | team          | 2           | 2025-05-01        | post | 12       | 4
    """
    assert ask("leadership/gain").empty
    assert ask("leadership/gap_closure").empty


def test_scores_that_do_not_differ_before_have_a_gain_without_an_interval(ask):
    """All score 3 before: nothing says how before and after go together.

    leadership_diagnostics | subject_key | administered_date | wave | score
                           | 1           | 2024-09-01        | pre  | 3
                           | 1           | 2025-05-01        | post | 3
                           | 2           | 2024-09-01        | pre  | 3
                           | 2           | 2025-05-01        | post | 4
                           | 3           | 2024-09-01        | pre  | 3
                           | 3           | 2025-05-01        | post | 5
    """
    found = ask("leadership/gain").iloc[0]
    assert found["g"] == pytest.approx(0.57 * 2, abs=0.01)
    assert found[["low", "high"]].isna().all()


def test_whoever_rates_himself_twice_is_one_rater(ask):
    """Ann and Ben of one team and Cy and Dee of another rate themselves before two programs: four people.

    leadership_diagnostics | subject_key | team_id | enrollment_id | wave | rater | score
                           | 1           | A       | E1            | pre  | self  | 1
                           | 1           | A       | E2            | pre  | self  | 1
                           | 2           | A       | E3            | pre  | self  | 2
                           | 3           | B       | E4            | pre  | self  | 4
                           | 4           | B       | E5            | pre  | self  | 5
    """
    found = ask("leadership/rater_agreement").iloc[0]
    assert (found["raters"], found["n_groups"]) == (4, 2)


def test_three_placements_after_a_program_are_one_conversion(ask):
    """Ann went three times in the year after. Ben went two years later.

    leadership_enrollments | person_key | academic_year | end_date
                           | 1          | 2023/2024     | 2024-05-12
                           | 2          | 2023/2024     | 2024-05-12

    placements | person_key | academic_year | start_date
               | 1          | 2023/2024     | 2024-06-01
               | 1          | 2024/2025     | 2024-09-01
               | 1          | 2024/2025     | 2025-01-10
               | 2          | 2025/2026     | 2026-05-13
    """
    found = ask("cards/practice_conversion").iloc[0]
    assert (found["practiced"], found["completers"], found["rate"]) == (1, 2, 0.5)


def test_a_year_of_programs_is_complete_when_everyone_has_had_twelve_months(ask):
    """On 1 November 2026 the completers of 2025/2026 have had half a year.

    leadership_enrollments | person_key | academic_year | end_date
                           | 1          | 2024/2025     | 2025-05-12
                           | 2          | 2025/2026     | 2026-05-12

    placements | person_key | academic_year | start_date
               | 1          | 2025/2026     | 2025-09-01
    """
    found = ask("cards/practice_conversion").set_index("academic_year")["is_complete"]
    assert found.to_dict() == {"2024/2025": True, "2025/2026": False}


def test_a_group_is_rated_against_its_own_size(ask):
    """Two women of 10 and two men of 4 have been abroad: as many, and not as often. Ann went twice.

    populations | academic_year | population       | equity_attribute | equity_value | people
                | 2024/2025     | graduating_class | gender           | female       | 10
                | 2024/2025     | graduating_class | gender           | male         | 4

    placements | person_key | academic_year | graduating_class | gender
               | 1          | 2023/2024     | 2025             | female
               | 1          | 2024/2025     | 2025             |
               | 2          | 2024/2025     | 2025             | female
               | 3          | 2024/2025     | 2025             | male
               | 4          | 2024/2025     | 2025             | male
    """
    found = ask("placements/equity").set_index("equity_group")
    assert found["students"].to_dict() == {"Female": 2, "Male": 2}
    assert found.loc["Male", "parity"] == pytest.approx(2.5)
    assert found.loc["Male", "gap_points"] == pytest.approx(30)


def test_a_withdrawn_application_was_not_a_placement(ask):
    """Of two offers one was given back. Ann, who was waitlisted, never had one.

    placements | person_key | academic_year | application_status
               | 1          | 2024/2025     | waitlisted
               | 2          | 2024/2025     | withdrawn
               | 3          | 2024/2025     | completed
    """
    found = ask("cards/withdrawal_rate").iloc[0]
    assert (found["lost"], found["offers"], found["rate"]) == (1, 2, 0.5)
