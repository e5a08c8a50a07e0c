select
    agreement_type,
    count(*) as agreements
from partnerships
where len($countries) = 0 or list_contains($countries, partner_country)
group by all
order by agreement_type
-- expect header-missing at line 1
