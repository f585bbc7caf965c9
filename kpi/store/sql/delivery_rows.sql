select number, id, source, received_at, received_by, file_name, sha256, published_on, published_assumed,
    state_of_knowledge, note, figures, refused, warnings, reason, own_mistake, example, figures_sha256, withdrawn
from delivery
order by number;
