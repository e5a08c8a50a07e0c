/*---
title    = "Renewal board"
question = "Which agreements end in the coming months, and should each be renewed, looked at, or let lapse?"
grain    = "one row per active agreement of a fixed term that ends within the chosen months and has no signed renewal"
excludes = ["agreements that renew themselves or have no end"]

[parameters]
within_months = { type = "INTEGER", default = 12, title = "Ends within, months", choices = [6, 12, 24, 36] }

[columns]
advice       = { title = "Advice", description = "let lapse: nobody used it in three years, or its last review said so; look: something is open; renew: nothing is" }
reason       = { title = "Why" }
students_out = { title = "Students out", measure = "placed", description = "at this partner and place in the last three complete academic years" }
students_in  = { title = "Students in", measure = "placed", description = "from this partner and place in the last three complete academic years" }
use_out      = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out, at this partner and place in the last three complete academic years" }
balance      = { description = "semesters in minus semesters out, on exchanges at this partner and place in the last three complete academic years" }
review_due   = { title = "Review due", unit = "date", description = "recorded, or by policy" }
working_group = { title = "Working group" }
---*/
with ending as (
    select
        *,
        review_due_on(next_review_date, review_from, $policy_years) as review_due
    from active_agreements($as_of, $scheme, $regions, $countries)
    where
        has_fixed_end
        and renewed_on is null
        and active_until < $as_of + $within_months * interval 1 month
),

unused as (
    select agreement_id
    from mobility_agreements_by_day($as_of, $scheme, $regions, $countries)
    where is_dormant and day = $as_of
),

described as (
    select
        ending.*,
        working_groups.name as working_group,
        stays.placed_out as students_out,
        stays.placed_in as students_in,
        stays.placements_out / offered.places_out as use_out,
        exchanged.balance,
        exchanged.ratio,
        unused.agreement_id is not null as is_dormant,
        ending.review_due < $as_of as is_overdue
    from ending
    left join unused on ending.agreement_id = unused.agreement_id
    left join working_groups on ending.working_group_id = working_groups.working_group_id
    left join stays_both_ways('last_3') as stays
        on ending.partner_key = stays.partner_key and ending.place_iso3 = stays.place
    left join exchanges_both_ways('last_3') as exchanged
        on ending.partner_key = exchanged.partner_key and ending.place_iso3 = exchanged.place
    left join places_agreed('last_3') as offered
        on ending.partner_key = offered.partner_key and ending.place_iso3 = offered.place_iso3
),

reasoned as (
    select
        *,
        concat_ws(
            '; ',
            case when is_dormant then 'not used in three years' end,
            case when review_outcome = 'lapse' then 'last review: let lapse' end
        ) as against,
        concat_ws(
            '; ',
            case when is_overdue then 'review overdue' end,
            case when review_outcome = 'revise' then 'last review: revise' end,
            case when risk_level in ('elevated', 'high') then 'risk ' || risk_level end,
            case when compliance_review in ('pending', 'restricted') then 'compliance ' || compliance_review end,
            case when abs(ratio) > 0.5 then if(ratio < 0, 'sends few', 'takes few') end,
            case when lead_faculty is null then 'no faculty lead' end
        ) as open
    from described
)

select
    partner,
    case when against <> '' then 'let lapse' when open <> '' then 'look' else 'renew' end as advice,
    coalesce(nullif(concat_ws('; ', nullif(against, ''), nullif(open, '')), ''), 'nothing is open') as reason,
    active_until as end_date,
    lead_faculty,
    unit,
    working_group,
    students_out,
    students_in,
    use_out,
    balance,
    last_review_date,
    review_due,
    risk_level,
    annual_cost,
    currency,
    agreement_kind,
    place,
    region,
    agreement_id,
    partner_key
from reasoned
order by
    list_position(['let lapse', 'look', 'renew'], advice),
    end_date,
    partner,
    agreement_id
