create table delivery (
    number integer not null, -- in the order of receipt; settles which of two vintages published on one day is the newer
    id varchar not null,
    source varchar not null,
    received_at timestamp not null, -- UTC
    received_by varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    published_on date,
    published_assumed boolean not null,
    state_of_knowledge varchar not null,
    note varchar not null,
    figures integer not null,
    refused integer not null,
    warnings integer not null,
    reason varchar not null, -- why stored figures were changed; empty: nobody was asked
    own_mistake boolean not null, -- it corrects our own mistake; otherwise changes are the source's revisions
    example boolean not null,
    figures_sha256 varchar, -- of the figures that were to be read; null: none were
    withdrawn varchar -- the reason; null while it stands
);

-- No primary key: it costs five times the load and makes no query faster. Uniqueness is checked while building.
create table observation (
    indicator varchar not null,
    area varchar not null,
    period_kind varchar not null,
    period_start date not null,
    value decimal(28, 12),
    numerator decimal(28, 12),
    denominator decimal(28, 12),
    quality varchar not null,
    published_on date not null,
    published_assumed boolean not null,
    delivery integer not null,
    comment varchar not null,
    superseded_on date -- the first day a later vintage of the same figure was published; null for the newest
);

create table told_break (
    delivery integer not null,
    indicator varchar not null,
    words varchar not null, -- as they stand in the file
    period_kind varchar not null,
    first_start date, -- of the first period made in the new way; null: the words do not say
    since_start date not null, -- of the indicator's first period in the file
    until_start date not null -- of its last
);

create table problem (
    delivery varchar not null,
    text varchar not null
);

create table manifest (
    format varchar not null, -- which tables and macros the file was made with
    built_from varchar not null, -- hash of every delivery, its figures' checksum and whether it is withdrawn
    row_count bigint not null,
    row_hash varchar not null,
    added bigint not null -- rows put in since the store was built whole, which lie unsorted behind the others
);
