/*---
title     = "Placements abroad by type, duration or home school"
question  = "How many placements of each type, duration or home school were there, and which share of all?"
grain     = "one row per period and value of the dimension that occurs"
arguments = ["dimension", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
share = { title = "Share", unit = "share", description = "among the placements of the year" }
---*/
with published as (
    select
        'placement_type' as name,
        placement_type as kind,
        place,
        period,
        students,
        placements
    from students_abroad_by_place_period_placement_type
    union all
    select
        'duration_band' as name,
        duration_band as kind,
        place,
        period,
        students,
        placements
    from students_abroad_by_place_period_duration_band
    union all
    select
        'home_school' as name,
        home_school as kind,
        place,
        period,
        students,
        placements
    from students_abroad_by_place_period_home_school
),

occurring as (
    select distinct published.kind
    from published
    where published.name = dimension
)

select
    occurring.kind as part,
    whole.academic_year,
    whole.is_complete,
    whole.has_placements,
    sum(published.students) as students,
    sum(published.placements) as placements,
    rate(sum(published.placements), whole.placements) as share
from occurring
cross join students_in(in_scheme, in_regions, in_countries) as whole
cross join chosen_places(in_scheme, in_regions, in_countries) as chosen
left join published
    on
        occurring.kind = published.kind
        and published.name = dimension
        and whole.period = published.period
        and chosen.place = published.place
where whole.kind = 'year'
group by occurring.kind, whole.academic_year, whole.is_complete, whole.has_placements, whole.placements
