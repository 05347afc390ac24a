-- What people told us, and how far each of them agreed that it may go.

create table listen_campaign (
  id blob primary key,
  slug text not null unique,
  programme_id blob not null references places_programme (id),
  title_en text not null,
  title_cy text not null,
  question_en text not null,
  question_cy text not null,
  opens_on text not null,
  closes_on text,
  lawful_basis text not null check (lawful_basis in ('public_task', 'legitimate_interests', 'consent', 'archiving')),
  closed_at integer,
  created_at integer not null,
  written_at integer not null
) strict;

create table listen_wording (
  id blob primary key,
  kind text not null check (kind in ('participation', 'recording')),
  version integer not null,
  text_en text not null,
  text_cy text not null,
  created_at integer not null,
  unique (kind, version)
) strict;

create table listen_narrator (
  id blob primary key,
  pseudonym text not null,
  name text,
  email text,
  phone text,
  created_at integer not null,
  erased_at integer
) strict;

create table listen_voice (
  id blob primary key,
  number text not null unique,
  campaign_id blob not null references listen_campaign (id),
  community_id blob not null references places_community (id),
  narrator_id blob references listen_narrator (id),
  reference text,
  title text not null,
  described text not null,
  language text not null,
  words text not null,
  translation text,
  shown text not null,
  shown_translation text,
  heard_on text,
  entered_at integer not null,
  entered_by blob references kernel_account (id),
  entered_how text not null check (entered_how in ('typed', 'paper', 'phone', 'import')),
  entered_for text,
  rung text not null check (rung in ('count', 'quote', 'online', 'named')),
  sound integer not null,
  archive integer not null,
  contact integer not null,
  closed integer not null,
  closed_until text,
  review text not null check (review in ('waiting', 'cleared', 'held')),
  fixed_at integer,
  taken_down_at integer,
  withdrawn_at integer,
  unique (campaign_id, reference)
) strict;
-- Lists run along this one, so it holds what they are narrowed by.
create index listen_voice_entered on listen_voice
  (entered_at, id, rung, review, heard_on, campaign_id, community_id, withdrawn_at, taken_down_at);
create index listen_voice_community on listen_voice (community_id, entered_at, id);
create index listen_voice_campaign on listen_voice (campaign_id, entered_at, id);
create index listen_voice_tally on listen_voice (campaign_id, community_id, review, entered_at)
  where withdrawn_at is null;
create index listen_voice_away on listen_voice (id)
  where taken_down_at is not null or withdrawn_at is not null;
create index listen_voice_narrator on listen_voice (narrator_id);
create index listen_voice_review on listen_voice (review, entered_at, id, rung);

create table listen_tag (
  voice_id blob not null references listen_voice (id),
  name text not null,
  value text not null,
  primary key (voice_id, name)
) strict;
create index listen_tag_value on listen_tag (name, value);

create table listen_agreement (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  wording_id blob not null references listen_wording (id),
  made_on text not null,
  how text not null check (how in ('signed', 'spoken', 'online', 'import'))
) strict;
create index listen_agreement_voice on listen_agreement (voice_id);

create table listen_permission (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  rung text not null,
  sound integer not null,
  archive integer not null,
  contact integer not null,
  at integer not null,
  actor_kind text not null,
  actor_id blob
) strict;
create index listen_permission_voice on listen_permission (voice_id, at);

create table listen_redaction (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  part text not null check (part in ('words', 'translation')),
  start_at integer not null,
  end_at integer not null,
  created_at integer not null,
  created_by blob
) strict;
create index listen_redaction_voice on listen_redaction (voice_id);

create table listen_withdrawal (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  kind text not null check (kind in ('takedown', 'lifted', 'withdrawal')),
  asked_by text not null check (asked_by in ('narrator', 'officer')),
  reason text not null,
  at integer not null
) strict;
create index listen_withdrawal_voice on listen_withdrawal (voice_id);

create table listen_concern (
  id blob primary key,
  voice_id blob not null references listen_voice (id),
  raised_by blob not null references kernel_account (id),
  raised_at integer not null,
  account text not null,
  outcome text,
  closed_at integer
) strict;
create index listen_concern_voice on listen_concern (voice_id);
