-- Reports that are compiled, the threads through them, and what came of it.

create table publish_report (
  id uuid primary key,
  slug text not null unique,
  programme_id uuid not null references places_programme (id),
  community_id uuid references places_community (id),
  created_at bigint not null
);

create table publish_draft (
  id uuid primary key,
  report_id uuid not null references publish_report (id),
  language text not null check (language in ('en', 'cy')),
  number bigint not null,
  source text not null,
  saved_at bigint not null,
  saved_by uuid,
  unique (report_id, language, number)
);

create table publish_publication (
  id uuid primary key,
  report_id uuid not null references publish_report (id),
  version bigint not null,
  published_at bigint not null,
  published_by uuid,
  superseded_at bigint,
  superseded_why text check (superseded_why in ('newer', 'withdrawal')),
  digest bytea not null,
  unique (report_id, version)
);

create table publish_edition (
  id uuid primary key,
  publication_id uuid not null references publish_publication (id),
  language text not null check (language in ('en', 'cy')),
  title text not null,
  subtitle text not null,
  document text not null,
  written_at bigint not null,
  pdf_path text,
  pdf_digest bytea,
  unique (publication_id, language)
);

create table publish_reason (
  edition_id uuid not null references publish_edition (id),
  position bigint not null,
  code text not null,
  line bigint not null,
  reason text not null,
  primary key (edition_id, position)
);

create table publish_claim (
  id uuid primary key,
  report_id uuid not null references publish_report (id),
  key text not null,
  thread bigint not null unique,
  unique (report_id, key)
);

create table publish_line (
  id uuid primary key,
  edition_id uuid not null references publish_edition (id),
  claim_id uuid not null references publish_claim (id),
  position bigint not null,
  section text not null,
  sentence text not null,
  excerpt text not null,
  voices bigint not null,
  confidence text not null check (confidence in ('unsure', 'less', 'fairly', 'very')),
  state text not null check (state in ('live', 'checking', 'fallen')),
  unique (edition_id, claim_id)
);
create index publish_line_claim on publish_line (claim_id);

create table publish_support (
  publication_id uuid not null references publish_publication (id),
  claim_id uuid not null references publish_claim (id),
  finding_id uuid not null references sense_finding (id),
  primary key (publication_id, claim_id, finding_id)
);
create index publish_support_finding on publish_support (finding_id);

create table publish_quote (
  id uuid primary key,
  edition_id uuid not null references publish_edition (id),
  position bigint not null,
  highlight_id uuid,
  voice_id uuid not null references listen_voice (id),
  claim_id uuid references publish_claim (id),
  side text not null check (side in ('for', 'against')),
  language text not null,
  words text,
  translation text,
  described text not null,
  rung text not null,
  removed_at bigint
);
create index publish_quote_edition on publish_quote (edition_id, position);
create index publish_quote_voice on publish_quote (voice_id);

create table publish_recommendation (
  id uuid primary key,
  report_id uuid not null references publish_report (id),
  key text not null,
  position bigint not null,
  body_en text not null,
  body_cy text not null,
  text_en text not null,
  text_cy text not null,
  asked_on text not null,
  written_at bigint not null,
  unique (report_id, key)
);

create table publish_response (
  id uuid primary key,
  recommendation_id uuid not null references publish_recommendation (id),
  received_on text not null,
  stance text not null check (stance in ('agreed', 'looking', 'refused', 'done')),
  text_en text not null,
  text_cy text not null,
  recorded_at bigint not null
);
create index publish_response_recommendation on publish_response (recommendation_id, received_on);

create table publish_promise (
  id uuid primary key,
  number bigint not null unique,
  programme_id uuid not null references places_programme (id),
  community_id uuid references places_community (id),
  title_en text not null,
  title_cy text not null,
  said_en text not null,
  said_cy text not null,
  who_en text not null,
  who_cy text not null,
  state text not null check (state in ('done', 'under_way', 'not_possible', 'still_listening')),
  created_at bigint not null,
  written_at bigint not null
);

create table publish_promise_step (
  id uuid primary key,
  promise_id uuid not null references publish_promise (id),
  on_date text not null,
  state text not null,
  text_en text not null,
  text_cy text not null,
  recorded_at bigint not null
);
create index publish_promise_step_promise on publish_promise_step (promise_id, on_date);

create table publish_subscriber (
  id uuid primary key,
  email text not null unique,
  language text not null check (language in ('en', 'cy')),
  digest bytea not null unique,
  created_at bigint not null,
  confirmed_at bigint
);

create table publish_notice (
  id uuid primary key,
  report_id uuid not null references publish_report (id),
  version bigint not null,
  kind text not null check (kind in ('published', 'superseded', 'words_removed', 'response')),
  at bigint not null
);
create index publish_notice_at on publish_notice (at);

create table publish_visit (
  digest bytea primary key,
  voice_id uuid not null references listen_voice (id),
  expires_at bigint not null
);

-- Every number of people that was ever told in public: of what, in which community (or none: then the
-- nil id), and how many, or fewer than how many. What is told next is held against all of it.
create table publish_told (
  about text not null check (about in ('everyone', 'claim', 'against', 'finding', 'theme')),
  subject uuid not null,
  community uuid not null,
  number bigint not null,
  people bigint,
  fewer_than bigint,
  known boolean not null,
  told_at bigint not null,
  primary key (about, subject, community, number),
  check ((people is null) <> (fewer_than is null))
);
