/*---
title    = "Concentration of placements"
question = "Do students go to many countries or to few?"
grain    = "one row per academic year"
chart    = { kind = "line", y = "hhi" }

[columns]
countries           = { title = "Countries or places", unit = "countries", description = "with enough students to be published" }
hhi                 = { title = "Concentration (HHI)", unit = "index", description = "sum of squared shares of countries in placements; countries with too few students to be published count by half the threshold, and where they weigh much, or few went, it is missing" }
effective_countries = { title = "Effective number of countries", unit = "countries", description = "1 / HHI, rounded" }
top_5_share         = { title = "Share of the five largest", unit = "share" }
---*/
with parts as (
    select
        abroad.period,
        abroad.placements,
        row_number() over (partition by abroad.period order by abroad.placements desc, abroad.place asc) as number
    from chosen_countries($scheme, $regions, $countries) as chosen
    inner join students_abroad_by_place_period as abroad on chosen.iso3 = abroad.place
),

measured as (
    select
        whole.academic_year,
        whole.students,
        whole.is_complete,
        count(parts.placements) as countries,
        sum(rate(parts.placements, whole.placements) ** 2) as seen,
        -- what is in no published country counts as if its countries had half the threshold each
        greatest(1 - sum(rate(parts.placements, whole.placements)), 0)
        * (settings.threshold - 1) / 2 / whole.placements as unseen,
        rate(sum(parts.placements) filter (where parts.number <= 5), whole.placements) as top_5_share,
        whole.placements >= 20 * settings.threshold as is_enough
    from students_in($scheme, $regions, $countries) as whole
    cross join settings
    left join parts on whole.period = parts.period
    where whole.kind = 'year' and whole.has_placements
    group by whole.academic_year, whole.students, whole.is_complete, whole.placements, settings.threshold
)

select
    academic_year,
    students,
    countries,
    case when is_enough and unseen <= 0.15 * seen then round(seen + unseen, 3) end as hhi,
    round(1 / hhi) as effective_countries,
    case when is_enough and countries >= 5 then top_5_share end as top_5_share,
    is_complete
from measured
order by academic_year
