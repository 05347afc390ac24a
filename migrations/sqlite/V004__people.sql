-- Organisations, and who works where: the host of a community and its local workers.

create table people_organisation (
  id blob primary key,
  slug text not null unique,
  name_en text not null,
  name_cy text not null,
  identifier text,
  legal_form text,
  website text,
  created_at integer not null,
  written_at integer not null
) strict;

create table people_host (
  id blob primary key,
  community_id blob not null references places_community (id),
  organisation_id blob not null references people_organisation (id),
  started_on text not null,
  ended_on text
) strict;
create index people_host_community on people_host (community_id);

create table people_worker (
  id blob primary key,
  account_id blob not null references kernel_account (id),
  community_id blob not null references places_community (id),
  organisation_id blob references people_organisation (id),
  started_on text not null,
  ended_on text
) strict;
create index people_worker_community on people_worker (community_id);
create index people_worker_account on people_worker (account_id);

-- Those put forward as safeguarding leads, until a lead agrees or refuses.
create table people_lead (
  id blob primary key,
  account_id blob not null references kernel_account (id),
  scope_kind text not null check (scope_kind in ('space', 'programme', 'community')),
  scope_id blob,
  proposed_by blob references kernel_account (id),
  proposed_at integer not null,
  settled_at integer,
  settled_by blob references kernel_account (id),
  agreed integer
) strict;
