/*---
title    = "Concentration on partners"
question = "Which share of placements is at the ten largest partners?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "f08d1d96ed93"
excludes = ["inbound placements", "applications that did not lead abroad", "placements that name neither agreement, partner nor host", "years in which fewer than ten partners have enough students to be published"]

[metric]
number      = 17
definition  = "Placements abroad at the ten partners with the most of them in an academic year, divided by all placements abroad whose partner is known."
denominator = "placements abroad whose partner is known: by the agreement, else by the partner's identifier, else by the host's name"
source      = "placements; partnerships"
is_not      = "Not a ranking: which ten they are changes from year to year. Missing where fewer than ten partners have enough students to be published."

[chart]
kind     = "line"
x        = "academic_year"
y        = "top_10_share"
complete = "is_complete"

[columns]
known_share  = { title = "Partner known", unit = "share", description = "of placements" }
partners     = { title = "Partners", unit = "partners", description = "with enough students to be published" }
top_10_share = { title = "Share of the ten largest", unit = "share", description = "of placements whose partner is known" }

[[expect]]
none = "known_share not between 0 and 1 or top_10_share not between 0 and 1"
---*/
with wholes as (
    select
        periods.period,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements,
        sum(known.placements) as known_placements
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period as abroad
        on periods.period = abroad.period and chosen.place = abroad.place
    left join partner_placements_by_place_period as known
        on periods.period = known.period and chosen.place = known.place
    where periods.kind = 'year' and periods.has_placements
    group by all
),

partners as (
    select
        hosted.period,
        hosted.partner_key,
        sum(hosted.placements) as placements,
        row_number() over (
            partition by hosted.period order by sum(hosted.placements) desc, hosted.partner_key asc
        ) as number
    from chosen_places($scheme, $regions, $countries) as chosen
    inner join partner_placements_by_place_period_partner_key_partner as hosted on chosen.place = hosted.place
    group by
        hosted.period,
        hosted.partner_key
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
    wholes.academic_year,
    wholes.students,
    rate(wholes.known_placements, wholes.placements) as known_share,
    coalesce(ranked.partners, 0) as partners,
    case when ranked.partners >= 10 then rate(ranked.top_10, wholes.known_placements) end as top_10_share,
    wholes.is_complete
from wholes
left join ranked on wholes.period = ranked.period
order by wholes.academic_year
