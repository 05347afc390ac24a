-- Programmes with their goal and objectives, and the communities they work in.

create table places_programme (
  id blob primary key,
  slug text not null unique,
  name_en text not null,
  name_cy text not null,
  goal_en text not null,
  goal_cy text not null,
  starts_on text,
  ends_on text,
  created_at integer not null,
  written_at integer not null
) strict;

create table places_objective (
  id blob primary key,
  programme_id blob not null references places_programme (id),
  kind text not null check (kind in ('objective', 'cross_cutting')),
  number integer not null,
  text_en text not null,
  text_cy text not null,
  unique (programme_id, kind, number)
) strict;

create table places_community (
  id blob primary key,
  slug text not null unique,
  programme_id blob not null references places_programme (id),
  name_en text not null,
  name_cy text not null,
  nation text not null check (nation in ('wales', 'england', 'scotland', 'northern_ireland')),
  joined_on text not null,
  boundary text,
  created_at integer not null,
  written_at integer not null
) strict;
create index places_community_programme on places_community (programme_id);
