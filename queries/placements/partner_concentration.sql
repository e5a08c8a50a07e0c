/*---
title    = "Concentration on partners"
question = "Which share of placements is at the ten largest partners?"
grain    = "one row per academic year"
excludes = ["years in which fewer than ten partners have enough students to be published"]
chart    = { kind = "line", y = "top_10_share" }

[metric]
number      = 17
definition  = "Placements abroad at the ten partners with the most of them in an academic year, divided by all placements abroad whose partner is known."
denominator = "placements abroad whose partner is known: by the agreement, else by the partner's identifier, else by the host's name"
source      = "placements; partnerships"
is_not      = "Not a ranking: which ten they are changes from year to year. Missing where fewer than ten partners have enough students to be published."

[columns]
known_share  = { title = "Partner known", unit = "share", description = "of placements" }
partners     = { title = "Partners", unit = "partners", description = "with enough students to be published" }
top_10_share = { title = "Share of the ten largest", unit = "share", description = "of placements whose partner is known" }
---*/
with partners as (
    select
        hosted.period,
        hosted.partner_key,
        sum(hosted.placements) as placements,
        row_number() over (
            partition by hosted.period order by sum(hosted.placements) desc, hosted.partner_key asc
        ) as number
    from chosen_places($scheme, $regions, $countries) as chosen
    inner join partner_placements_by_place_period_partner_key_partner as hosted on chosen.place = hosted.place
    group by hosted.period, hosted.partner_key
),

ranked as (
    select
        period,
        count(*) as partners,
        sum(placements) filter (where number <= 10) as top_10
    from partners
    group by period
)

select
    abroad.academic_year,
    abroad.students,
    rate(known.placements, abroad.placements) as known_share,
    coalesce(ranked.partners, 0) as partners,
    case when ranked.partners >= 10 then rate(ranked.top_10, known.placements) end as top_10_share,
    abroad.is_complete
from students_in($scheme, $regions, $countries) as abroad
left join partner_known_in($scheme, $regions, $countries) as known on abroad.period = known.period
left join ranked on abroad.period = ranked.period
where abroad.kind = 'year' and abroad.has_placements
order by abroad.year
