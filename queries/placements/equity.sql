/*---
title    = "Equity: who has been abroad"
question = "Has each group of a graduating class been abroad as often as the largest group?"
grain    = "one row per attribute and group"
excludes = ["groups of a class whose size is not published", "members and students whose group is not known", "attributes that no placement records"]
chart    = { kind = "dot", x = "label", y = "parity", reference = [1.0] }

[metric]
number      = 13
definition  = "Share of a group's members who have been abroad by graduation, divided by the share of the largest group of the same attribute, over the graduated classes in the chosen years; with a 95% interval of the ratio (Katz, on the logarithm), and the gap between the two shares in percentage points."
denominator = "members of the group in the graduated classes; for parity, the share of the largest group"
source      = "placements, completed; populations (graduating_class by equity attribute)"
is_not      = "Not an explanation: groups differ in much else. An interval that holds 1 says that chance alone may be behind it. Made of published counts, so an interval is that of rounded numbers; groups of which fewer went than are published have no rate."

[columns]
equity_group = { title = "Group" }
label        = { title = "Attribute and group" }
students     = { title = "Have been abroad", measure = "graduates_abroad" }
members      = { title = "Members", unit = "people", description = "of the graduated classes" }
rate         = { title = "Rate", unit = "share", description = "have been abroad among members" }
reference    = { title = "Compared with", description = "the largest group of the attribute" }
is_reference = { title = "Is the group compared with" }
gap_points   = { title = "Gap", unit = "points", description = "rate minus the rate of the group compared with" }
parity       = { title = "Parity with the largest group", unit = "ratio", description = "rate divided by the rate of the group compared with" }
low          = { title = "Parity, low", unit = "ratio", description = "lower end of the 95% interval" }
high         = { title = "Parity, high", unit = "ratio", description = "upper end of the 95% interval" }
---*/
with members as (
    select
        sizes.equity_attribute as attribute,
        sizes.equity_value as equity_group,
        sum(sizes.people) as members
    from periods
    inner join periods as years on years.year between periods.first_year and periods.last_year
    inner join populations as sizes on years.year = sizes.year
    where
        periods.period = $period
        and years.is_complete
        and sizes.population = 'graduating_class'
        and sizes.equity_value <> 'unknown'
        and sizes.student_level is null
        and sizes.home_school is null
        and sizes.equity_attribute in (
            select recorded.attribute
            from graduates_by_group_by_place_period_attribute_equity_group as recorded
        )
    group by all
),

went as (
    select
        graduates.attribute,
        graduates.equity_group,
        sum(graduates.graduates_abroad) as students
    from chosen_places($scheme, $regions, $countries) as chosen
    inner join graduates_by_group_by_place_period_attribute_equity_group as graduates on chosen.place = graduates.place
    where graduates.period = $period
    group by all
),

rated as (
    select
        members.attribute,
        members.equity_group,
        went.students,
        members.members,
        rate(went.students, members.members) as rate,
        1 / went.students - 1 / members.members as variance,
        row_number() over (
            partition by members.attribute
            order by members.members desc, members.equity_group asc
        ) as number
    from members
    left join went on members.attribute = went.attribute and members.equity_group = went.equity_group
),

compared as (
    select
        rated.*,
        largest.equity_group as reference,
        rated.number = 1 as is_reference,
        100 * (rated.rate - largest.rate) as gap_points,
        rated.rate / largest.rate as parity,
        -- counts are rounded, so nearly all of a group can come out as more than all
        exp(1.96 * sqrt(greatest(rated.variance + largest.variance, 0))) as factor
    from rated
    inner join rated as largest on rated.attribute = largest.attribute and largest.number = 1
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
        compared.*,
        compared.attribute as code,
        coalesce(kinds.title, upper(left(compared.attribute, 1)) || substr(compared.attribute, 2)) as kind,
        coalesce(parts.title, replace(compared.equity_group, '_', ' ')) as part,
        coalesce(wholes.title, replace(compared.reference, '_', ' ')) as whole
    from compared
    left join words as kinds on compared.attribute = kinds.code
    left join words as parts on compared.equity_group = parts.code
    left join words as wholes on compared.reference = wholes.code
)

select
    kind as attribute,
    upper(left(part, 1)) || substr(part, 2) as equity_group,
    kind || ': ' || part as label,
    students,
    members,
    rate,
    upper(left(whole, 1)) || substr(whole, 2) as reference,
    is_reference,
    gap_points,
    parity,
    case when not is_reference then parity / factor end as low,
    case when not is_reference then parity * factor end as high
from worded
order by
    code,
    number
