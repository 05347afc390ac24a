-- Words that can be searched, folded to plain letters, with what they belong to.

create table kernel_search (
  rowid integer primary key,
  kind text not null,
  id blob not null,
  body text not null,
  unique (kind, id)
) strict;

create virtual table kernel_search_words using fts5 (
  body, content = 'kernel_search', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2'
);

-- What is taken back must not linger in the index.
insert into kernel_search_words (kernel_search_words, rank) values ('secure-delete', 1);

create trigger kernel_search_added after insert on kernel_search
begin insert into kernel_search_words (rowid, body) values (new.rowid, new.body); end;

create trigger kernel_search_removed after delete on kernel_search
begin insert into kernel_search_words (kernel_search_words, rowid, body) values ('delete', old.rowid, old.body); end;
