-- Words that can be searched, folded to plain letters, with what they belong to.

create table kernel_search (
  kind text not null,
  id uuid not null,
  body text not null,
  words tsvector generated always as (to_tsvector('simple', body)) stored,
  unique (kind, id)
);
create index kernel_search_words on kernel_search using gin (words);
