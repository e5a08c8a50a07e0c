/*---
title     = "Applicants for what is chosen"
question  = "How many students applied in each period, and what became of them?"
grain     = "one row per period"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    periods.*,
    sum(people.applicants) as applicants,
    sum(people.met) as met,
    sum(people.lost) as lost,
    sum(people.students_lost) as students_lost,
    sum(people.offers) as offers,
    sum(people.students_offered) as students_offered,
    rate(sum(people.met), sum(people.applicants)) as demand_met,
    rate(sum(people.lost), sum(people.offers)) as lost_rate,
    rate(sum(people.cancelled), sum(people.offers_not_withdrawn)) as cancelled_rate
from periods
cross join chosen_places(in_scheme, in_regions, in_countries) as chosen
left join applicants_by_place_period as people
    on periods.period = people.period and chosen.place = people.place
group by all
