update observation
set superseded_on = s.superseded_on
from superseded as s
where observation.indicator = s.indicator and observation.area = s.area
    and observation.period_kind = s.period_kind and observation.period_start = s.period_start
    and observation.published_on = s.published_on and observation.delivery = s.delivery
    and observation.superseded_on is distinct from s.superseded_on;
