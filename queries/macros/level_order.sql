/*---
title     = "The order of levels"
question  = "In which order do individual, team and organization stand?"
grain     = "one value: from the single person to the whole"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = ["level"]
returns   = "value"
---*/
select list_position(['individual', 'team', 'organization'], level)
