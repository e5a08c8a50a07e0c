select date_trunc('month', end_date) as month, count(*) as agreements
from ${partners_ending}
group by all
