/*---
title    = "Paths from leadership programs into practice"
question = "Of those who began a leadership program, who was diagnosed before it, completed it, and went abroad?"
grain    = "one row per person and offering that was begun"
excludes = ["applications that led into no program", "diagnostics that name no enrollment", "placements that came to nothing"]
person   = "person_key"

[dimensions]
place  = "place_iso3"
period = "year"

[measures]
enrolled            = { count = "person", title = "Enrolled", description = "distinct people who began a program" }
diagnosed           = { count = "person", where = "is_diagnosed", title = "Diagnosed", description = "of these, with a score before it" }
completers          = { count = "person", where = "is_completed", title = "Completed", description = "distinct people who completed a program that has ended" }
practiced           = { count = "person", where = "is_completed and has_practiced", title = "Put into practice", description = "of those who completed, a placement abroad within 12 months after the end, or one recorded as practice" }
diagnosed_completed = { count = "person", where = "is_diagnosed and is_completed", title = "Completed", description = "of those diagnosed, completed it" }
diagnosed_practiced = { count = "person", where = "is_diagnosed and is_completed and has_practiced", title = "Put into practice", description = "of these, a placement abroad within 12 months after the end, or one recorded as practice" }
abroad              = { count = "person", where = "is_abroad", title = "Ever abroad", description = "of all enrolled, with a placement abroad at any time" }

[[publish]]
by = ["place", "period"]
---*/
with begun as (
    select
        participations.*,
        participations.is_completed and participations.ends_on <= settings.as_of as has_completed
    from participations
    cross join settings
    where participations.is_enrolled
),

diagnosed as (
    select distinct enrollment_id
    from leadership_diagnostics
    where wave = 'pre' and enrollment_id is not null
),

-- whoever goes abroad three times in the year after has followed once
went as (
    select
        begun.enrollment_id,
        bool_or(
            begun.ends_on <= abroad.start_date and begun.ends_on + interval 12 month >= abroad.start_date
        ) as has_followed
    from begun
    inner join applications as abroad on abroad.is_abroad and begun.person_key = abroad.person_key
    group by begun.enrollment_id
)

select
    begun.person_key,
    begun.place_iso3,
    begun.year,
    diagnosed.enrollment_id is not null as is_diagnosed,
    begun.has_completed as is_completed,
    coalesce(went.has_followed, false) or begun.practice_placement_id is not null as has_practiced,
    went.enrollment_id is not null as is_abroad
from begun
left join diagnosed on begun.enrollment_id = diagnosed.enrollment_id
left join went on begun.enrollment_id = went.enrollment_id
