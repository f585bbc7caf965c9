select number, id, received_at, example from delivery order by number;
