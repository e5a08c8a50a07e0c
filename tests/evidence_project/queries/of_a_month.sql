select count(*) as n
from partnerships_${inputs.year}
