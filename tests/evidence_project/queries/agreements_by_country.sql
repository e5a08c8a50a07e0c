-- agreements of the chosen kind
select
    partner_country,
    count(*) as agreements
from register.partnerships
where agreement_type = '${inputs.kind.value}'
  and partner_name ilike '%${inputs.search}%'
group by 1
order by agreements desc
