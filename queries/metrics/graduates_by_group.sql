/*---
title    = "Graduates who have been abroad, by group"
question = "Which members of each group of a graduated class have been abroad, and where?"
grain    = "one row per attribute, and completed outbound placement of a member whose group is known"
excludes = ["inbound placements", "placements that were not completed", "classes that have not graduated", "groups whose size in the class is not published"]
person   = "person_key"

[dimensions]
place        = "host_country"
period       = { column = "last_year", title = "Last academic year of the class" }
attribute    = "attribute"
equity_group = { column = "equity_group", title = "Group" }

[measures]
graduates_abroad = { count = "person", title = "Have been abroad", description = "members with a completed outbound placement" }

[[publish]]
by = ["place", "period", "attribute", "equity_group"]
---*/
-- whatever the number of applications, a value is known if any of them has it
with persons as (
    select
        person_key,
        max(cast(gender as varchar)) as gender,
        max(cast(race_ethnicity as varchar)) as race_ethnicity,
        max(cast(first_gen as varchar)) as first_gen,
        max(cast(need_aid as varchar)) as need_aid,
        max(cast(disability as varchar)) as disability,
        max(cast(citizenship_group as varchar)) as citizenship_group
    from applications
    group by person_key
),

known as (
    unpivot persons
    on gender, race_ethnicity, first_gen, need_aid, disability, citizenship_group
    into
    name attribute
    value equity_group
)

select
    applications.person_key,
    applications.host_country,
    periods.year as last_year,
    known.attribute,
    known.equity_group
from applications
inner join known on applications.person_key = known.person_key
inner join periods on applications.graduating_class - 1 = periods.year
-- members are counted in the same classes as the sizes that they are divided by
inner join populations
    on
        periods.year = populations.year
        and known.attribute = populations.equity_attribute
        and known.equity_group = populations.equity_value
cross join settings
where
    applications.is_completed
    and periods.is_complete
    and known.equity_group <> 'unknown'
    and populations.population = 'graduating_class'
    and populations.student_level is null
    and populations.home_school is null
    and populations.people >= settings.threshold
