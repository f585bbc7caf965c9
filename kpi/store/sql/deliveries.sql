with standing as (
    select delivery, count(*) as figures
    from observation
    where superseded_on is null
    group by delivery
)
select d.id, d.source, d.received_at, d.received_by, d.file_name, d.sha256, d.published_on, d.published_assumed,
    d.state_of_knowledge, d.note, d.figures, d.refused, d.warnings, d.example, d.withdrawn,
    coalesce(s.figures, 0) as current_figures, d.reason, d.own_mistake
from delivery as d
left join standing as s on s.delivery = d.number
order by d.received_at desc, d.id desc;
