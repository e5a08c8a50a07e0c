select partner_country, count(*) as agreements
from partnerships
group by 1
order by ${inputs.column.value}
