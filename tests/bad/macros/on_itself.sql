/*---
title     = "Agreements of a type"
question  = "Which agreements are of a type?"
grain     = "one row per agreement"
owner     = "Global Education Office"
arguments = ["wanted"]
returns   = "table"

[columns]
agreement_id = { title = "Agreement" }
---*/
select agreement_id
from on_itself(wanted)
where agreement_type = wanted
-- expect model-circular at line 1
