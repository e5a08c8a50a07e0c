/*---
title    = "The region among the others"
question = "How do the regions compare in agreements, students, share, trend and target?"
grain    = "one row per region of the scheme with students or an active agreement, whichever is chosen"
excludes = ["students of the incomplete academic year"]
ignores  = { place = "a region is compared with all others", period = "the last complete year, and three years before it" }

[columns]
rank         = { title = "Rank", unit = "count", description = "by students of the last complete academic year; none for what is in no region" }
share        = { title = "Share", unit = "share", description = "of all students abroad in that year; a student who goes to two regions counts in both" }
students_then = { title = "Students three years before", measure = "students" }
change_share = { title = "Change in three years", unit = "share", unbounded = true, description = "missing where either year has fewer students than are published" }
target       = { title = "Target", unit = "people", description = "of the last complete academic year" }
gap          = { title = "Above target", unit = "people", description = "students less target; negative where it is not reached" }
active       = { title = "Agreements" }
per_agreement = { title = "Students an agreement", unit = "ratio", description = "students of the year among active agreements" }
---*/
with years as (
    select
        max(year) as year,
        max(year) - 3 as earlier
    from periods
    where kind = 'year' and is_complete and has_placements
),

counted as (
    select
        regions.region,
        regions.is_named,
        agreed.active,
        agreed.active_partners,
        latest.academic_year,
        latest.students,
        before.students as students_then,
        world.students as everywhere,
        goals.value as target
    from regions_in($scheme, [], []) as regions
    cross join years
    left join agreement_counts_by('region', $as_of, $policy_years, $scheme, [], []) as agreed
        on regions.region = agreed.kind
    left join students_each_year() as latest
        on latest.place = $scheme || ':' || regions.region and years.year = latest.year
    left join students_each_year() as before
        on before.place = $scheme || ':' || regions.region and years.earlier = before.year
    left join students_each_year() as world on world.place = 'world' and years.year = world.year
    left join targets as goals
        on
            goals.metric_id = 'students_abroad'
            and goals.scope = $scheme || '/' || regions.region
            and years.year = goals.year
)

select
    region,
    case
        when is_named and students is not null
            then rank() over (partition by is_named order by students desc nulls last)
    end as rank,
    students,
    students / everywhere as share,
    students_then,
    students / students_then - 1 as change_share,
    target,
    students - target as gap,
    coalesce(active, 0) as active,
    active_partners,
    students / nullif(active, 0) as per_agreement,
    academic_year
from counted
where students is not null or active > 0
order by
    is_named desc,
    students desc nulls last,
    region asc
