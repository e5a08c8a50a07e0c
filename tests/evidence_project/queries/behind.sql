select one
from ${two}
