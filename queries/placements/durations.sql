/*---
title    = "How long students stay"
question = "Which share of placements lasts how long?"
grain    = "one row per duration and academic year"
chart    = { kind = "stacked_bar", x = "academic_year", y = "share", series = "band" }

[metric]
number      = 12
definition  = "Placements abroad in a band of duration (the bands of Open Doors), divided by all placements abroad of the academic year. Beside it the median and the mean of days."
denominator = "placements abroad of the academic year; those of unknown duration are a band of their own"
source      = "placements: dates, or the days delivered"
is_not      = "Not a count of nights or of credits. The first and the last day both count."

[columns]
band = { title = "Duration" }
---*/
select
    case part
        when 'summer_over_8_weeks' then 'Summer, over 8 weeks'
        when 'unknown' then 'Not known'
        else in_words(part)
    end as band,
    academic_year,
    students,
    placements,
    share,
    is_complete
from placements_by_kind('duration_band', $scheme, $regions, $countries)
where has_placements
order by
    list_position(
        ['under_2_weeks', '2_to_8_weeks', 'summer_over_8_weeks', 'semester', 'academic_year', 'unknown'], part
    ),
    academic_year
