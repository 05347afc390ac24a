-- Reports that are compiled, the threads through them, and what came of it.

create table publish_report (
  id blob primary key,
  slug text not null unique,
  programme_id blob not null references places_programme (id),
  community_id blob references places_community (id),
  created_at integer not null
) strict;

create table publish_draft (
  id blob primary key,
  report_id blob not null references publish_report (id),
  language text not null check (language in ('en', 'cy')),
  number integer not null,
  source text not null,
  saved_at integer not null,
  saved_by blob,
  unique (report_id, language, number)
) strict;

create table publish_publication (
  id blob primary key,
  report_id blob not null references publish_report (id),
  version integer not null,
  published_at integer not null,
  published_by blob,
  superseded_at integer,
  superseded_why text check (superseded_why in ('newer', 'withdrawal')),
  digest blob not null,
  unique (report_id, version)
) strict;

create table publish_edition (
  id blob primary key,
  publication_id blob not null references publish_publication (id),
  language text not null check (language in ('en', 'cy')),
  title text not null,
  subtitle text not null,
  document text not null,
  written_at integer not null,
  pdf_path text,
  pdf_digest blob,
  unique (publication_id, language)
) strict;

create table publish_reason (
  edition_id blob not null references publish_edition (id),
  position integer not null,
  code text not null,
  line integer not null,
  reason text not null,
  primary key (edition_id, position)
) strict;

create table publish_claim (
  id blob primary key,
  report_id blob not null references publish_report (id),
  key text not null,
  thread integer not null unique,
  unique (report_id, key)
) strict;

create table publish_line (
  id blob primary key,
  edition_id blob not null references publish_edition (id),
  claim_id blob not null references publish_claim (id),
  position integer not null,
  section text not null,
  sentence text not null,
  excerpt text not null,
  voices integer not null,
  confidence text not null check (confidence in ('unsure', 'less', 'fairly', 'very')),
  state text not null check (state in ('live', 'checking', 'fallen')),
  unique (edition_id, claim_id)
) strict;
create index publish_line_claim on publish_line (claim_id);

create table publish_support (
  publication_id blob not null references publish_publication (id),
  claim_id blob not null references publish_claim (id),
  finding_id blob not null references sense_finding (id),
  primary key (publication_id, claim_id, finding_id)
) strict;
create index publish_support_finding on publish_support (finding_id);

create table publish_quote (
  id blob primary key,
  edition_id blob not null references publish_edition (id),
  position integer not null,
  highlight_id blob,
  voice_id blob not null references listen_voice (id),
  claim_id blob references publish_claim (id),
  side text not null check (side in ('for', 'against')),
  language text not null,
  words text,
  translation text,
  described text not null,
  rung text not null,
  removed_at integer
) strict;
create index publish_quote_edition on publish_quote (edition_id, position);
create index publish_quote_voice on publish_quote (voice_id);

create table publish_recommendation (
  id blob primary key,
  report_id blob not null references publish_report (id),
  key text not null,
  position integer not null,
  body_en text not null,
  body_cy text not null,
  text_en text not null,
  text_cy text not null,
  asked_on text not null,
  written_at integer not null,
  unique (report_id, key)
) strict;

create table publish_response (
  id blob primary key,
  recommendation_id blob not null references publish_recommendation (id),
  received_on text not null,
  stance text not null check (stance in ('agreed', 'looking', 'refused', 'done')),
  text_en text not null,
  text_cy text not null,
  recorded_at integer not null
) strict;
create index publish_response_recommendation on publish_response (recommendation_id, received_on);

create table publish_promise (
  id blob primary key,
  number integer not null unique,
  programme_id blob not null references places_programme (id),
  community_id blob references places_community (id),
  title_en text not null,
  title_cy text not null,
  said_en text not null,
  said_cy text not null,
  who_en text not null,
  who_cy text not null,
  state text not null check (state in ('done', 'under_way', 'not_possible', 'still_listening')),
  created_at integer not null,
  written_at integer not null
) strict;

create table publish_promise_step (
  id blob primary key,
  promise_id blob not null references publish_promise (id),
  on_date text not null,
  state text not null,
  text_en text not null,
  text_cy text not null,
  recorded_at integer not null
) strict;
create index publish_promise_step_promise on publish_promise_step (promise_id, on_date);

create table publish_subscriber (
  id blob primary key,
  email text not null unique,
  language text not null check (language in ('en', 'cy')),
  digest blob not null unique,
  created_at integer not null,
  confirmed_at integer
) strict;

create table publish_notice (
  id blob primary key,
  report_id blob not null references publish_report (id),
  version integer not null,
  kind text not null check (kind in ('published', 'superseded', 'words_removed', 'response')),
  at integer not null
) strict;
create index publish_notice_at on publish_notice (at);

create table publish_visit (
  digest blob primary key,
  voice_id blob not null references listen_voice (id),
  expires_at integer not null
) strict;

-- Every number of people that was ever told in public: of what, in which community (or none: then the
-- nil id), and how many, or fewer than how many. What is told next is held against all of it.
create table publish_told (
  about text not null check (about in ('everyone', 'claim', 'against', 'finding', 'theme')),
  subject blob not null,
  community blob not null,
  number integer not null,
  people integer,
  fewer_than integer,
  known integer not null,
  told_at integer not null,
  primary key (about, subject, community, number),
  check ((people is null) <> (fewer_than is null))
) strict;
