/*---
title    = "How long students stay"
question = "Which share of placements lasts how long?"
grain    = "one row per duration and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "a919b6541b79"
excludes = ["inbound placements", "applications that did not lead abroad"]

[metric]
number      = 12
definition  = "Placements abroad in a band of duration (the bands of Open Doors), divided by all placements abroad of the academic year. Beside it the median and the mean of days."
denominator = "placements abroad of the academic year; those of unknown duration are a band of their own"
source      = "placements: dates, or the days delivered"
is_not      = "Not a count of nights or of credits. The first and the last day both count."

[chart]
kind     = "stacked_bar"
x        = "academic_year"
y        = "share"
series   = "band"
complete = "is_complete"

[columns]
band  = { title = "Duration" }
share = { title = "Share", unit = "share", description = "among the placements of the year" }

[[expect]]
none = "share not between 0 and 1"
---*/
with parts as (
    select parts.*
    from (
        values
        (1, 'under_2_weeks', 'Under 2 weeks'),
        (2, '2_to_8_weeks', '2 to 8 weeks'),
        (3, 'summer_over_8_weeks', 'Summer, over 8 weeks'),
        (4, 'semester', 'Semester'),
        (5, 'academic_year', 'Academic year'),
        (6, 'unknown', 'Not known')
    ) as parts (number, duration_band, band)
    where
        parts.duration_band in (
            select occurring.duration_band from students_abroad_by_place_period_duration_band as occurring
        )
),

counted as (
    select
        parts.number,
        parts.band,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements,
        sum(whole.placements) as all_placements
    from parts
    cross join periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period_duration_band as abroad
        on
            parts.duration_band = abroad.duration_band
            and periods.period = abroad.period
            and chosen.place = abroad.place
    left join students_abroad_by_place_period as whole
        on periods.period = whole.period and chosen.place = whole.place
    where periods.kind = 'year' and periods.has_placements
    group by all
)

select
    band,
    academic_year,
    students,
    placements,
    rate(placements, all_placements) as share,
    is_complete
from counted
order by
    number,
    academic_year
