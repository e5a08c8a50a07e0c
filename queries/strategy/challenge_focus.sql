/*---
title    = "Challenge focus"
question = "How much of the work is on the most challenging problems?"
grain    = "one row per challenge area, and one for none named"
chart    = { kind = "bar", y = ["agreements_share", "placements_share"] }

[metric]
number      = 28
definition  = "Active agreements on a named challenge area, divided by all active agreements; and placements abroad under agreements on it, divided by all placements abroad in the chosen period."
denominator = "all active agreements; all placements abroad, those without an agreement included"
source      = "partnerships (challenge_area); placements by their agreement"
is_not      = "Not a measure of research: only what an agreement's record names. A placement without an agreement is on none."

[columns]
challenge_area   = { title = "Challenge area" }
agreements       = { title = "Active agreements", unit = "agreements" }
agreements_share = { title = "Of agreements", unit = "share" }
students         = { title = "Students", description = "distinct students abroad under these agreements" }
placements_share = { title = "Of placements", unit = "share" }
---*/
with agreed as (
    select
        coalesce(challenge_area, 'none_named') as area,
        count(*) as agreements
    from active_agreements($as_of, $scheme, $regions, $countries)
    group by all
),

went as (
    select
        abroad.challenge_area as area,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements
    from challenge_students_by_place_period_challenge_area as abroad
    inner join chosen_places($scheme, $regions, $countries) as chosen on abroad.place = chosen.place
    where abroad.period = $period
    group by abroad.challenge_area
),

everyone as (
    select sum(abroad.placements) as placements
    from students_abroad_by_place_period as abroad
    inner join chosen_places($scheme, $regions, $countries) as chosen on abroad.place = chosen.place
    where abroad.period = $period
),

together as (
    select
        coalesce(agreed.area, went.area) as area,
        coalesce(agreed.agreements, 0) as agreements,
        went.students,
        went.placements
    from agreed
    full outer join went on agreed.area = went.area
)

select
    if(together.area = 'ai_computing', 'AI and computing', in_words(together.area)) as challenge_area,
    together.agreements,
    together.agreements / nullif(sum(together.agreements) over (), 0) as agreements_share,
    together.students,
    together.placements,
    rate(together.placements, everyone.placements) as placements_share
from together
cross join everyone
order by
    together.area = 'none_named' asc,
    together.agreements desc,
    together.area asc
