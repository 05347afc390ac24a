-- The core: accounts, sessions, roles, audit, links, jobs, mail, settings, numbers, files.

create table kernel_setting (
  name text primary key,
  value text not null
);

create table kernel_number (
  name text primary key,
  next bigint not null
);

create table kernel_account (
  id uuid primary key,
  email text not null unique,
  name text not null,
  language text not null check (language in ('en', 'cy')),
  password_hash text,
  created_at bigint not null,
  ended_at bigint
);

create table kernel_session (
  digest bytea primary key,
  account_id uuid not null references kernel_account (id),
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null
);
create index kernel_session_account on kernel_session (account_id);

create table kernel_sign_in_link (
  digest bytea primary key,
  account_id uuid not null references kernel_account (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index kernel_sign_in_link_account on kernel_sign_in_link (account_id);

create table kernel_attempt (
  id uuid primary key,
  gate text not null,
  key bytea not null,
  at bigint not null
);
create index kernel_attempt_key on kernel_attempt (gate, key, at);

create table kernel_role (
  id uuid primary key,
  account_id uuid not null references kernel_account (id),
  role text not null check (role in ('administrator', 'programme_manager', 'host_manager', 'local_worker', 'evaluator', 'archivist', 'safeguarding_lead', 'reader')),
  scope_kind text not null check (scope_kind in ('space', 'programme', 'community')),
  scope_id uuid,
  granted_at bigint not null,
  ended_at bigint,
  check ((scope_kind = 'space') = (scope_id is null))
);
create index kernel_role_account on kernel_role (account_id);

create table kernel_audit (
  seq bigint primary key,
  at bigint not null,
  actor_kind text not null,
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  detail text not null,
  previous bytea not null,
  digest bytea not null
);
create index kernel_audit_subject on kernel_audit (subject_kind, subject_id);

create table kernel_link (
  from_kind text not null,
  from_id uuid not null,
  relation text not null,
  to_kind text not null,
  to_id uuid not null,
  at bigint not null,
  primary key (from_kind, from_id, relation, to_kind, to_id)
);
create index kernel_link_to on kernel_link (to_kind, to_id, relation);

-- Work to be done later. What is claimed is being done by one program, until then at the latest.
create table kernel_job (
  id uuid primary key,
  kind text not null,
  payload text not null,
  asked_at bigint not null,
  due_at bigint not null,
  attempts bigint not null,
  claimed_by uuid,
  claimed_until bigint,
  tried_at bigint,
  reason text,
  done_at bigint,
  failed_at bigint
);
create index kernel_job_due on kernel_job (done_at, failed_at, due_at);

-- When work that comes again and again is next to be asked for.
create table kernel_schedule (
  kind text primary key,
  due_at bigint not null
);

-- Letters that wait to be sent, the most urgent first (0 before 1 before 2).
create table kernel_mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  urgency bigint not null,
  ending text,
  created_at bigint not null,
  due_at bigint not null,
  attempts bigint not null,
  claimed_by uuid,
  claimed_until bigint,
  tried_at bigint,
  reason text,
  failed_at bigint
);
create index kernel_mail_due on kernel_mail (failed_at, urgency, due_at);

-- A stamp for each kind of record, another after each change of one: by it kept pages are dated.
create table kernel_moved (
  kind text primary key,
  stamp bigint not null
);

-- By what a program finds out, after it lost the server, whether its last commit was kept.
create table kernel_writer (
  id uuid primary key,
  batch bigint not null,
  at bigint not null
);

create table kernel_file (
  id uuid primary key,
  path text not null unique,
  media_type text not null,
  size bigint not null,
  digest bytea not null,
  created_at bigint not null
);

-- What is gone, and digests of the runs of words that it said: nothing in them can be read.
create table kernel_gone (
  kind text not null,
  id uuid not null,
  at bigint not null,
  primary key (kind, id)
);

create table kernel_forgotten (
  tag bigint not null,
  length bigint not null,
  digest bytea not null,
  kind text not null,
  id uuid not null,
  until bigint not null,
  barred bigint not null,
  primary key (digest, kind, id)
);
create index kernel_forgotten_tag on kernel_forgotten (tag);
create index kernel_forgotten_of on kernel_forgotten (kind, id);
create index kernel_forgotten_barred on kernel_forgotten (barred);

-- Digests of names that may no longer stand in a thing that rests on a voice.
create table kernel_unnamed (
  kind text not null,
  id uuid not null,
  voice_id uuid not null,
  length bigint not null,
  digest bytea not null,
  team boolean not null,
  until bigint not null,
  primary key (kind, id, voice_id, digest)
);

create function kernel_audit_refuse() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is append-only'; end $$;

create trigger kernel_audit_append_only before update or delete on kernel_audit
for each row execute function kernel_audit_refuse();
