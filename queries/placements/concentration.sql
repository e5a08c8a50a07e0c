/*---
title    = "Concentration of placements"
question = "Do students go to many countries or to few?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "fc057704e526"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind     = "line"
x        = "academic_year"
y        = "hhi"
complete = "is_complete"

[columns]
countries           = { title = "Countries or places", unit = "countries", description = "with enough students to be published" }
hhi                 = { title = "Concentration (HHI)", unit = "index", description = "sum of squared shares of countries in placements; countries with too few students to be published count by half the threshold, and where they weigh much, or few went, it is missing" }
effective_countries = { title = "Effective number of countries", unit = "countries", description = "1 / HHI, rounded" }
top_5_share         = { title = "Share of the five largest", unit = "share" }

[[expect]]
none = "top_5_share not between 0 and 1"
---*/
with wholes as (
    select
        periods.period,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period as abroad
        on periods.period = abroad.period and chosen.place = abroad.place
    where periods.kind = 'year' and periods.has_placements
    group by all
),

parts as (
    select
        abroad.period,
        abroad.placements,
        row_number() over (partition by abroad.period order by abroad.placements desc, abroad.place asc) as number
    from chosen_countries($scheme, $regions, $countries) as chosen
    inner join students_abroad_by_place_period as abroad on chosen.place = abroad.place
),

measured as (
    select
        wholes.academic_year,
        wholes.students,
        wholes.is_complete,
        count(parts.placements) as countries,
        sum(rate(parts.placements, wholes.placements) ** 2) as seen,
        -- what is in no published country counts as if its countries had half the threshold each
        greatest(1 - sum(rate(parts.placements, wholes.placements)), 0)
        * (settings.threshold - 1) / 2 / wholes.placements as unseen,
        rate(sum(parts.placements) filter (where parts.number <= 5), wholes.placements) as top_5_share,
        wholes.placements >= 20 * settings.threshold as is_enough
    from wholes
    cross join settings
    left join parts on wholes.period = parts.period
    group by
        wholes.academic_year,
        wholes.students,
        wholes.is_complete,
        wholes.placements,
        settings.threshold
),

estimated as (
    select
        *,
        case when is_enough and unseen <= 0.15 * seen then round(seen + unseen, 3) end as hhi
    from measured
)

select
    academic_year,
    students,
    countries,
    hhi,
    round(1 / hhi) as effective_countries,
    case when is_enough and countries >= 5 then top_5_share end as top_5_share,
    is_complete
from estimated
order by academic_year
