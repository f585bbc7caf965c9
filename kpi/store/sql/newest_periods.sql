-- The newest period of each indicator that any area has a value for, as known on the day, and if several areas have one.
from newest_on($as_of, $indicators)
order by indicator, newest;
