select partner_name, end_date
from register.partnerships
where end_date between '${inputs.period.start}' and '${inputs.period.end}'
  and partner_country not in ${inputs.left_out.value}
  and partner_country in ${inputs.countries.value}
