/*---
title    = "Agreements by status"
question = "In which state is each agreement of the register on the as-of date?"
grain    = "one row per status"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "c5c361d83814"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind        = "bar"
x           = "status"
y           = "agreements"
orientation = "horizontal"

[columns]
status           = { title = "Status", description = "worked out from dates and workflow; the register's own flag goes stale" }
agreements       = { title = "Agreements", unit = "agreements" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements", description = "of these, fixed terms that end within 12 months" }
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

judged as (
    select
        agreements.has_fixed_end and agreements.active_until < $as_of + interval 12 month as is_ending,
        case
            when agreements.workflow_status in ('proposed', 'negotiating') then 'draft'
            when $as_of between agreements.active_from and agreements.active_until then 'active'
            when agreements.workflow_status = 'terminated' then 'terminated'
            when agreements.workflow_status = 'superseded' then 'superseded'
            when agreements.active_from > $as_of then 'not begun'
            when agreements.active_until < $as_of then 'expired'
            else 'indeterminate'
        end as status
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
)

select
    status,
    count(*) as agreements,
    count(*) filter (where is_ending and status = 'active') as ending_12_months
from judged
group by status
order by
    case status
        when 'active' then 1
        when 'not begun' then 2
        when 'draft' then 3
        when 'expired' then 4
        when 'superseded' then 5
        when 'terminated' then 6
        else 7
    end
