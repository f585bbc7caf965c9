insert into arrived by name
from received($paths);
