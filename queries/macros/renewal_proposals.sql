/*---
title     = "Agreements to renew or let lapse"
question  = "Which agreements come to an end, how are they used, what speaks against renewing them, and what is open?"
grain     = "one row per active agreement of a fixed term without a signed renewal; and per active agreement that renews itself although something speaks against it"
arguments = ["on_day", "years_between", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
review_due    = { title = "Review due", unit = "date", description = "recorded, or by policy" }
working_group = { title = "Working group" }
places_out    = { title = "Places out", unit = "places", description = "agreed for ours at this partner and place, in the last three complete academic years" }
students_out  = { title = "Students out", measure = "placed", description = "at this partner and place in the last three complete academic years" }
students_in   = { title = "Students in", measure = "placed", description = "from this partner and place in the last three complete academic years" }
use_out       = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out, at this partner and place in the last three complete academic years" }
balance       = { title = "Balance", unit = "semesters", description = "semesters in minus semesters out, on exchanges at this partner and place in the last three complete academic years" }
against       = { title = "Against renewing", description = "nobody used it in three years, or its last review said so" }
open          = { title = "Open", description = "what is to be settled before a renewal" }
advice        = { title = "Advice", description = "let lapse: nobody used it in three years, or its last review said so; look: something is open; renew: nothing is" }
reason        = { title = "Why" }
proposal      = { title = "Proposal", description = "let lapse, as advised; revise: the last review said so; renew short: the last review said so, there was none, one is overdue, or compliance is not settled; renew: otherwise" }
notice_by     = { title = "Notice by", unit = "date", description = "the last day on which notice can be given, where a period of notice is recorded" }
---*/
with unused as (
    select agreement_id
    from mobility_agreements_by_day(on_day, in_scheme, in_regions, in_countries)
    where is_dormant and day = on_day
),

described as (
    select
        active.*,
        working_groups.name as working_group,
        review_due_on(active.next_review_date, active.review_from, years_between) as review_due,
        stays.placed_out as students_out,
        stays.placed_in as students_in,
        offered.places_out,
        stays.placements_out / offered.places_out as use_out,
        exchanged.balance,
        exchanged.ratio,
        cast(nullif(active.active_until, date '9999-12-31') - active.notice_months * interval 1 month as date)
            as notice_by,
        concat_ws(
            '; ',
            case when unused.agreement_id is not null then 'not used in three years' end,
            case when active.review_outcome = 'lapse' then 'last review: let lapse' end,
            case when active.review_outcome = 'terminate' then 'last review: terminate' end
        ) as against
    from active_agreements(on_day, in_scheme, in_regions, in_countries) as active
    left join unused on active.agreement_id = unused.agreement_id
    left join working_groups on active.working_group_id = working_groups.working_group_id
    left join stays_both_ways('last_3') as stays
        on active.partner_key = stays.partner_key and active.place_iso3 = stays.place
    left join exchanges_both_ways('last_3') as exchanged
        on active.partner_key = exchanged.partner_key and active.place_iso3 = exchanged.place
    left join places_agreed('last_3') as offered
        on active.partner_key = offered.partner_key and active.place_iso3 = offered.place_iso3
    where active.renewed_on is null
),

opened as (
    select
        *,
        concat_ws(
            '; ',
            case when review_due < on_day then 'review overdue' end,
            case when review_outcome = 'revise' then 'last review: revise' end,
            case when risk_level in ('elevated', 'high') then 'risk ' || risk_level end,
            case when compliance_review in ('pending', 'restricted') then 'compliance ' || compliance_review end,
            case when abs(ratio) > 0.5 then if(ratio < 0, 'sends few', 'takes few') end,
            case when lead_faculty is null then 'no faculty lead' end
        ) as open
    from described
    where has_fixed_end or (term_type = 'auto_renew' and against <> '')
)

select
    *,
    case when against <> '' then 'let lapse' when open <> '' then 'look' else 'renew' end as advice,
    coalesce(nullif(concat_ws('; ', nullif(against, ''), nullif(open, '')), ''), 'nothing is open') as reason,
    case
        when against <> '' then 'let lapse'
        when review_outcome = 'revise' then 'revise'
        when
            review_outcome = 'renew_short'
            or last_review_date is null
            or review_due < on_day
            or compliance_review in ('pending', 'restricted')
            then 'renew short'
        else 'renew'
    end as proposal
from opened
