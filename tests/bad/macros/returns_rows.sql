/*---
title     = "Agreements of a type"
question  = "Which agreements are of a type?"
grain     = "one row per agreement"
owner     = "Global Education Office"
arguments = ["wanted"]
returns   = "rows"

[columns]
agreement_id = { title = "Agreement" }
---*/
select agreement_id
from partnerships
where agreement_type = wanted
-- expect header-value at line 7
