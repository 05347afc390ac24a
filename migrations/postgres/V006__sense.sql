-- Making sense: themes, highlights, two readers, findings.

create table sense_codebook (
  id uuid primary key,
  programme_id uuid not null unique references places_programme (id),
  name_en text not null,
  name_cy text not null,
  created_at bigint not null
);

create table sense_theme (
  id uuid primary key,
  codebook_id uuid not null references sense_codebook (id),
  parent_id uuid references sense_theme (id),
  merged_into uuid references sense_theme (id),
  name_en text not null,
  name_cy text not null,
  definition_en text not null,
  definition_cy text not null,
  colour bigint not null check (colour between 1 and 12),
  position bigint not null,
  created_at bigint not null,
  written_at bigint not null,
  ended_at bigint
);
create index sense_theme_codebook on sense_theme (codebook_id, position);

create table sense_theme_change (
  id uuid primary key,
  theme_id uuid not null references sense_theme (id),
  kind text not null check (kind in ('created', 'edited', 'merged', 'split', 'ended', 'imported')),
  detail text not null,
  at bigint not null,
  account_id uuid
);
create index sense_theme_change_theme on sense_theme_change (theme_id, at);

create table sense_reading (
  id uuid primary key,
  voice_id uuid not null references listen_voice (id),
  account_id uuid not null references kernel_account (id),
  lines bigint not null,
  reached bigint not null,
  started_at bigint not null,
  finished_at bigint,
  passed boolean not null,
  unique (voice_id, account_id)
);
create index sense_reading_account on sense_reading (account_id, finished_at);
create index sense_reading_open on sense_reading (voice_id) where finished_at is null;

create table sense_highlight (
  id uuid primary key,
  reading_id uuid not null references sense_reading (id),
  voice_id uuid not null references listen_voice (id),
  theme_id uuid not null references sense_theme (id),
  line bigint not null,
  start_at bigint not null,
  end_at bigint not null,
  created_at bigint not null,
  check (start_at < end_at),
  unique (reading_id, theme_id, start_at, end_at)
);
create index sense_highlight_voice on sense_highlight (voice_id, start_at);
create index sense_highlight_theme on sense_highlight (theme_id, voice_id);
create index sense_highlight_newest on sense_highlight (theme_id, id);

-- To how many voices each reader gave each theme, so that no page has to count.
create table sense_tally (
  account_id uuid not null references kernel_account (id),
  theme_id uuid not null references sense_theme (id),
  voices bigint not null,
  primary key (account_id, theme_id)
);

create table sense_memo (
  id uuid primary key,
  reading_id uuid not null references sense_reading (id),
  line bigint not null,
  body text not null,
  updated_at bigint not null,
  unique (reading_id, line)
);

create table sense_finding (
  id uuid primary key,
  number bigint not null unique,
  programme_id uuid not null references places_programme (id),
  community_id uuid references places_community (id),
  sentence_en text not null,
  sentence_cy text not null,
  level bigint not null check (level between 1 and 5),
  confidence text not null check (confidence in ('unsure', 'less', 'fairly', 'very')),
  limits_en text not null,
  limits_cy text not null,
  created_at bigint not null,
  written_at bigint not null,
  checked_on text,
  checked_by text not null
);

create table sense_evidence (
  finding_id uuid not null references sense_finding (id),
  highlight_id uuid not null references sense_highlight (id),
  side text not null check (side in ('for', 'against')),
  primary key (finding_id, highlight_id)
);
create index sense_evidence_highlight on sense_evidence (highlight_id);

-- The voices that may be worked with, and where they belong: those that are neither taken back
-- nor hidden while they are looked into. It holds none of their words.
-- Voices of one person share a `person`; one whose person is not known is a person of its own.
create view sense_voice as
select v.id, v.campaign_id, v.community_id, c.programme_id, v.entered_at, v.title,
  coalesce(v.narrator_id, v.id) as person, v.narrator_id
from listen_voice v join listen_campaign c on c.id = v.campaign_id
where v.taken_down_at is null and v.withdrawn_at is null;
