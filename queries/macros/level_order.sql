/*---
title     = "The order of levels"
question  = "In which order do individual, team and organization stand?"
grain     = "one value: from the single person to the whole"
arguments = ["level"]
returns   = "value"
---*/
select list_position(['individual', 'team', 'organization'], level)
