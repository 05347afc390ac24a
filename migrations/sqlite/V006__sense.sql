-- Making sense: themes, highlights, two readers, findings.

create table sense_codebook (
  id blob primary key,
  programme_id blob not null unique references places_programme (id),
  name_en text not null,
  name_cy text not null,
  created_at integer not null
) strict;

create table sense_theme (
  id blob primary key,
  codebook_id blob not null references sense_codebook (id),
  parent_id blob references sense_theme (id),
  merged_into blob references sense_theme (id),
  name_en text not null,
  name_cy text not null,
  definition_en text not null,
  definition_cy text not null,
  colour integer not null check (colour between 1 and 12),
  position integer not null,
  created_at integer not null,
  written_at integer not null,
  ended_at integer
) strict;
create index sense_theme_codebook on sense_theme (codebook_id, position);

create table sense_theme_change (
  id blob primary key,
  theme_id blob not null references sense_theme (id),
  kind text not null check (kind in ('created', 'edited', 'merged', 'split', 'ended', 'imported')),
  detail text not null,
  at integer not null,
  account_id blob
) strict;
create index sense_theme_change_theme on sense_theme_change (theme_id, at);

create table sense_reading (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  account_id blob not null references kernel_account (id),
  lines integer not null,
  reached integer not null,
  started_at integer not null,
  finished_at integer,
  passed integer not null,
  unique (voice_id, account_id)
) strict;
create index sense_reading_account on sense_reading (account_id, finished_at);
create index sense_reading_open on sense_reading (voice_id) where finished_at is null;

create table sense_highlight (
  id blob primary key,
  reading_id blob not null references sense_reading (id),
  voice_id blob not null references listen_voice (id),
  theme_id blob not null references sense_theme (id),
  line integer not null,
  start_at integer not null,
  end_at integer not null,
  created_at integer not null,
  check (start_at < end_at),
  unique (reading_id, theme_id, start_at, end_at)
) strict;
create index sense_highlight_voice on sense_highlight (voice_id, start_at);
create index sense_highlight_theme on sense_highlight (theme_id, voice_id);
create index sense_highlight_newest on sense_highlight (theme_id, id);

-- To how many voices each reader gave each theme, so that no page has to count.
create table sense_tally (
  account_id blob not null references kernel_account (id),
  theme_id blob not null references sense_theme (id),
  voices integer not null,
  primary key (account_id, theme_id)
) strict;

create table sense_memo (
  id blob primary key,
  reading_id blob not null references sense_reading (id),
  line integer not null,
  body text not null,
  updated_at integer not null,
  unique (reading_id, line)
) strict;

create table sense_finding (
  id blob primary key,
  number integer not null unique,
  programme_id blob not null references places_programme (id),
  community_id blob references places_community (id),
  sentence_en text not null,
  sentence_cy text not null,
  level integer not null check (level between 1 and 5),
  confidence text not null check (confidence in ('unsure', 'less', 'fairly', 'very')),
  limits_en text not null,
  limits_cy text not null,
  created_at integer not null,
  written_at integer not null,
  checked_on text,
  checked_by text not null
) strict;

create table sense_evidence (
  finding_id blob not null references sense_finding (id),
  highlight_id blob not null references sense_highlight (id),
  side text not null check (side in ('for', 'against')),
  primary key (finding_id, highlight_id)
) strict;
create index sense_evidence_highlight on sense_evidence (highlight_id);

-- The voices that may be worked with, and where they belong: those that are neither taken back
-- nor hidden while they are looked into. It holds none of their words.
-- Voices of one person share a `person`; one whose person is not known is a person of its own.
create view sense_voice as
select v.id, v.campaign_id, v.community_id, c.programme_id, v.entered_at, v.title,
  coalesce(v.narrator_id, v.id) as person, v.narrator_id
from listen_voice v join listen_campaign c on c.id = v.campaign_id
where v.taken_down_at is null and v.withdrawn_at is null;
