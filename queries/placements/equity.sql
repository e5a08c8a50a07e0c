/*---
title    = "Equity: who has been abroad"
question = "Has each group of a graduating class been abroad as often as the largest group?"
grain    = "one row per attribute and group"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "1bacf9fe9fec"
excludes = ["classes that have not graduated", "classes without sizes of their groups", "placements that were not completed", "members and students whose group is not known", "attributes that no placement records"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"
threshold = "INTEGER"

[disclosure]
people = ["students", "members"]
by     = ["attribute", "equity_group"]
open   = ["label", "reference", "is_reference"]
parts  = { students = "members" }
totals = [["attribute"]]

[metric]
number      = 13
definition  = "Share of a group's members who have been abroad by graduation, divided by the share of the largest group of the same attribute, over the graduated classes in the chosen years; with a 95 % interval of the ratio (Katz, on the logarithm), and the gap between the two shares in percentage points."
denominator = "members of the group in the graduated classes; for parity, the share of the largest group"
source      = "placements, completed; populations (graduating_class by equity attribute)"
is_not      = "Not an explanation: groups differ in much else. An interval that holds 1 says that chance alone may be behind it. Groups of which fewer than the threshold went, or could have gone, are hidden."

[chart]
kind      = "dot"
x         = "label"
y         = "parity"
low       = "low"
high      = "high"
reference = [1.0]

[columns]
attribute    = { title = "Attribute" }
equity_group = { title = "Group" }
label        = { title = "Attribute and group" }
students     = { title = "Have been abroad", unit = "people" }
members      = { title = "Members", unit = "people", description = "of the graduated classes" }
rate         = { title = "Rate", unit = "share", description = "have been abroad among members" }
reference    = { title = "Compared with", description = "the largest group of the attribute" }
is_reference = { title = "Is the group compared with" }
gap_points   = { title = "Gap", unit = "points", description = "rate minus the rate of the group compared with" }
parity       = { title = "Parity with the largest group", unit = "ratio", description = "rate divided by the rate of the group compared with" }
low          = { title = "Parity, low", unit = "ratio", description = "lower end of the 95 % interval" }
high         = { title = "Parity, high", unit = "ratio", description = "upper end of the 95 % interval" }

[[expect]]
none = "rate not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

groups as (
    select
        populations.year,
        populations.equity_attribute as attribute,
        populations.equity_value as equity_group,
        populations.people as members
    from populations
    inner join academic_years on populations.year = academic_years.year
    where
        populations.population = 'graduating_class'
        and populations.equity_attribute is not null
        and populations.equity_value <> 'unknown'
        and populations.student_level is null
        and populations.home_school is null
        and academic_years.last_day < $as_of
        and populations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

members as (
    select
        attribute,
        equity_group,
        sum(members) as members
    from groups
    group by all
),

-- one row per person, whatever the number of applications; a value is known if any of them has it
persons as (
    select
        applications.person_key,
        max(applications.gender) as gender,
        max(applications.race_ethnicity) as race_ethnicity,
        max(applications.first_gen) as first_gen,
        max(applications.need_aid) as need_aid,
        max(applications.disability) as disability,
        max(applications.citizenship_group) as citizenship_group
    from applications
    left join membership on applications.host_country = membership.iso3
    where applications.graduating_class - 1 in (select groups.year from groups)
    group by applications.person_key
    having bool_or(applications.is_completed and membership.iso3 is not null)
),

attributes as (
    select distinct attribute from groups
),

named as (
    select
        attributes.attribute,
        case attributes.attribute
            when 'gender' then persons.gender
            when 'race_ethnicity' then persons.race_ethnicity
            when 'first_gen' then persons.first_gen
            when 'need_aid' then persons.need_aid
            when 'disability' then persons.disability
            when 'citizenship_group' then persons.citizenship_group
        end as equity_group,
        count(*) as students
    from persons
    cross join attributes
    group by all
),

rated as (
    select
        members.attribute,
        members.equity_group,
        coalesce(named.students, 0) as students,
        members.members,
        coalesce(named.students, 0) / nullif(members.members, 0) as rate,
        row_number() over (
            partition by members.attribute
            order by members.members desc, members.equity_group asc
        ) as place
    from members
    left join named on members.attribute = named.attribute and members.equity_group = named.equity_group
),

-- an attribute that no student's record has is left out, rather than counted as nobody
recorded as (
    select attribute
    from rated
    group by attribute
    having sum(students) > 0
),

compared as (
    select
        rated.attribute as kind,
        rated.equity_group as part,
        rated.students,
        rated.members,
        rated.rate,
        rated.place,
        largest.equity_group as whole,
        rated.place = 1 as is_reference,
        rated.rate - largest.rate as gap,
        case
            when rated.students >= $threshold and largest.students >= $threshold
                then rated.rate / largest.rate
        end as parity,
        1.96 * sqrt(
            1 / nullif(rated.students, 0) - 1 / nullif(rated.members, 0)
            + 1 / nullif(largest.students, 0) - 1 / nullif(largest.members, 0)
        ) as spread
    from rated
    inner join recorded on rated.attribute = recorded.attribute
    inner join rated as largest on rated.attribute = largest.attribute and largest.place = 1
),

words as (
    select
        named.code,
        named.title
    from (
        values
        ('race_ethnicity', 'Race or ethnicity'),
        ('first_gen', 'First generation'),
        ('need_aid', 'Need-based aid'),
        ('citizenship_group', 'Citizenship'),
        ('asian', 'Asian'),
        ('hispanic_latino', 'Hispanic or Latino'),
        ('black_african_american', 'Black or African American'),
        ('american_indian_alaska_native', 'American Indian or Alaska Native'),
        ('native_hawaiian_pacific_islander', 'Native Hawaiian or Pacific Islander')
    ) as named (code, title)
),

worded as (
    select
        compared.kind,
        compared.place,
        coalesce(kinds.title, upper(left(compared.kind, 1)) || substr(compared.kind, 2)) as attribute,
        coalesce(parts.title, replace(compared.part, '_', ' ')) as part,
        coalesce(wholes.title, replace(compared.whole, '_', ' ')) as whole,
        compared.students,
        compared.members,
        compared.rate,
        compared.is_reference,
        compared.gap,
        compared.parity,
        compared.spread
    from compared
    left join words as kinds on compared.kind = kinds.code
    left join words as parts on compared.part = parts.code
    left join words as wholes on compared.whole = wholes.code
)

select
    attribute,
    upper(left(part, 1)) || substr(part, 2) as equity_group,
    attribute || ': ' || part as label,
    students,
    cast(members as bigint) as members,
    rate,
    upper(left(whole, 1)) || substr(whole, 2) as reference,
    is_reference,
    case when parity is not null then 100 * gap end as gap_points,
    parity,
    case when not is_reference then parity * exp(-spread) end as low,
    case when not is_reference then parity * exp(spread) end as high
from worded
order by
    kind,
    place
