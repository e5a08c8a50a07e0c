/*---
title    = "Periods to choose from"
question = "Which periods have placements or leadership programs?"
grain    = "one row per period: all years, the last complete ones, then each academic year that has begun, the latest first"
---*/
select
    periods.period,
    periods.kind,
    periods.title,
    periods.year,
    periods.academic_year,
    periods.first_year,
    periods.last_year,
    periods.is_complete
from periods
cross join settings
where periods.kind <> 'year' or periods.first_day <= settings.as_of
order by
    list_position(['all', 'last_5', 'last_3', 'year'], periods.kind),
    periods.year desc
