select *
from ${agreements_by_country}
where agreements >= ${inputs.at_least}
limit ${inputs.topCountries.value};
