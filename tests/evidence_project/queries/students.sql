select host_country, count(distinct person_key) as students
from register.placements
group by 1
