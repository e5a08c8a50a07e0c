select partner_name
from partnerships
where ${inputs.filter.sql}
