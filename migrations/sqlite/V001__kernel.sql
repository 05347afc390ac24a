-- The core: accounts, sessions, roles, audit, links, jobs, mail, settings, numbers, files.

create table kernel_setting (
  name text primary key,
  value text not null
) strict;

create table kernel_number (
  name text primary key,
  next integer not null
) strict;

create table kernel_account (
  id blob primary key,
  email text not null unique,
  name text not null,
  language text not null check (language in ('en', 'cy')),
  password_hash text,
  created_at integer not null,
  ended_at integer
) strict;

create table kernel_session (
  digest blob primary key,
  account_id blob not null references kernel_account (id),
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null
) strict;
create index kernel_session_account on kernel_session (account_id);

create table kernel_sign_in_link (
  digest blob primary key,
  account_id blob not null references kernel_account (id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;
create index kernel_sign_in_link_account on kernel_sign_in_link (account_id);

create table kernel_attempt (
  id blob primary key,
  gate text not null,
  key blob not null,
  at integer not null
) strict;
create index kernel_attempt_key on kernel_attempt (gate, key, at);

create table kernel_role (
  id blob primary key,
  account_id blob not null references kernel_account (id),
  role text not null check (role in ('administrator', 'programme_manager', 'host_manager', 'local_worker', 'evaluator', 'archivist', 'safeguarding_lead', 'reader')),
  scope_kind text not null check (scope_kind in ('space', 'programme', 'community')),
  scope_id blob,
  granted_at integer not null,
  ended_at integer,
  check ((scope_kind = 'space') = (scope_id is null))
) strict;
create index kernel_role_account on kernel_role (account_id);

create table kernel_audit (
  seq integer primary key,
  at integer not null,
  actor_kind text not null,
  actor_id blob,
  action text not null,
  subject_kind text not null,
  subject_id blob,
  detail text not null,
  previous blob not null,
  digest blob not null
) strict;
create index kernel_audit_subject on kernel_audit (subject_kind, subject_id);

create table kernel_link (
  from_kind text not null,
  from_id blob not null,
  relation text not null,
  to_kind text not null,
  to_id blob not null,
  at integer not null,
  primary key (from_kind, from_id, relation, to_kind, to_id)
) strict;
create index kernel_link_to on kernel_link (to_kind, to_id, relation);

-- Work to be done later. What is claimed is being done by one program, until then at the latest.
create table kernel_job (
  id blob primary key,
  kind text not null,
  payload text not null,
  asked_at integer not null,
  due_at integer not null,
  attempts integer not null,
  claimed_by blob,
  claimed_until integer,
  tried_at integer,
  reason text,
  done_at integer,
  failed_at integer
) strict;
create index kernel_job_due on kernel_job (done_at, failed_at, due_at);

-- When work that comes again and again is next to be asked for.
create table kernel_schedule (
  kind text primary key,
  due_at integer not null
) strict;

-- Letters that wait to be sent, the most urgent first (0 before 1 before 2).
create table kernel_mail (
  id blob primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  urgency integer not null,
  ending text,
  created_at integer not null,
  due_at integer not null,
  attempts integer not null,
  claimed_by blob,
  claimed_until integer,
  tried_at integer,
  reason text,
  failed_at integer
) strict;
create index kernel_mail_due on kernel_mail (failed_at, urgency, due_at);

-- A stamp for each kind of record, another after each change of one: by it kept pages are dated.
create table kernel_moved (
  kind text primary key,
  stamp integer not null
) strict;

-- By what a program finds out, after it lost the server, whether its last commit was kept.
create table kernel_writer (
  id blob primary key,
  batch integer not null,
  at integer not null
) strict;

create table kernel_file (
  id blob primary key,
  path text not null unique,
  media_type text not null,
  size integer not null,
  digest blob not null,
  created_at integer not null
) strict;

-- What is gone, and digests of the runs of words that it said: nothing in them can be read.
create table kernel_gone (
  kind text not null,
  id blob not null,
  at integer not null,
  primary key (kind, id)
) strict;

create table kernel_forgotten (
  tag integer not null,
  length integer not null,
  digest blob not null,
  kind text not null,
  id blob not null,
  until integer not null,
  barred integer not null,
  primary key (digest, kind, id)
) strict;
create index kernel_forgotten_tag on kernel_forgotten (tag);
create index kernel_forgotten_of on kernel_forgotten (kind, id);
create index kernel_forgotten_barred on kernel_forgotten (barred);

-- Digests of names that may no longer stand in a thing that rests on a voice.
create table kernel_unnamed (
  kind text not null,
  id blob not null,
  voice_id blob not null,
  length integer not null,
  digest blob not null,
  team integer not null,
  until integer not null,
  primary key (kind, id, voice_id, digest)
) strict;

create trigger kernel_audit_no_update before update on kernel_audit
begin select raise(abort, 'the audit log is append-only'); end;

create trigger kernel_audit_no_delete before delete on kernel_audit
begin select raise(abort, 'the audit log is append-only'); end;
