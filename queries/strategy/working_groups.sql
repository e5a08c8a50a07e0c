/*---
title    = "Working groups and their load"
question = "How much does each faculty working group look after, for the capacity it has?"
grain    = "one row per working group that is active on the as-of date"
excludes = ["agreements without a working group"]
chart    = { kind = "bar", y = "load_per_fte" }
ignores  = { place = "a group cares for agreements anywhere" }

[metric]
number      = 26
definition  = "Per faculty working group that is active on the as-of date: active agreements in its care, reviews overdue or due within 12 months among them, and summits to come within 12 months; and the three together per full-time equivalent."
denominator = "full-time equivalents of the working group"
source      = "working_groups; partnerships (working_group_id); summits"
is_not      = "Not a measure of work done: an agreement may need an hour or a term. Regions are not looked at here, only whom an agreement or a summit names."

[columns]
working_group = { title = "Working group" }
chair_role    = { title = "Chair" }
agreements    = { title = "Active agreements", unit = "agreements" }
reviews       = { title = "Reviews", unit = "agreements", description = "overdue, or due within 12 months" }
summits       = { title = "Summits", unit = "count", description = "to come within 12 months" }
capacity_fte  = { title = "Capacity", unit = "fte" }
load_per_fte  = { title = "Load per full-time equivalent", unit = "per_fte", description = "agreements, reviews and summits together" }
---*/
with cared_for as (
    select
        working_group_id,
        count(*) as agreements,
        count(*) filter (
            where review_due_on(next_review_date, review_from, $policy_years) < $as_of + interval 12 month
        ) as reviews
    from agreements
    where $as_of between active_from and active_until
    group by working_group_id
),

to_come as (
    select
        working_group_id,
        count(*) as summits
    from summits
    where date >= $as_of and date < $as_of + interval 12 month
    group by working_group_id
)

select
    working_groups.name as working_group,
    working_groups.region,
    working_groups.chair_role,
    coalesce(cared_for.agreements, 0) as agreements,
    coalesce(cared_for.reviews, 0) as reviews,
    coalesce(to_come.summits, 0) as summits,
    working_groups.capacity_fte,
    (coalesce(cared_for.agreements, 0) + coalesce(cared_for.reviews, 0) + coalesce(to_come.summits, 0))
    / nullif(working_groups.capacity_fte, 0) as load_per_fte
from working_groups
left join cared_for on working_groups.working_group_id = cared_for.working_group_id
left join to_come on working_groups.working_group_id = to_come.working_group_id
where $as_of between coalesce(working_groups.active_from, $as_of) and coalesce(working_groups.active_to, $as_of)
order by
    load_per_fte desc nulls last,
    working_groups.name asc
