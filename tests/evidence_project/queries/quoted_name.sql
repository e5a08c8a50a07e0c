select "${inputs.column.value}" as chosen
from partnerships
