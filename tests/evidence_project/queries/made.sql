create table x as select 1 as one
