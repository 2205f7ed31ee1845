import type { MigrationSet } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import { searchCollections, type SearchCollection } from '../search-document.ts'
import { ensureExtension } from './extensions.ts'
import { createVectorIndex, table } from './tables.ts'

/** The tables and functions of the Postgres driver: `backlot.search_*`, owned by this package. */
export const searchMigrations: MigrationSet = {
  owner: 'search',
  migrations: {
    '0001_search': {
      up: async (db: Kysely<unknown>) => {
        await ensureSchema(db)
        await createTextFunctions(db)
        await createVocabulary(db)
        for (const collection of searchCollections) await createCollection(db, collection)
        await createReindexTables(db)
      },
    },
    '0002_search_digest': {
      up: async (db: Kysely<unknown>) => {
        for (const collection of searchCollections) await addDigest(db, collection)
        await sql`delete from backlot.search_reindexes`.execute(db)
        await sql`delete from backlot.search_changes`.execute(db)
      },
    },
    '0003_search_place': {
      up: async (db: Kysely<unknown>) => {
        await sql`create table backlot.search_place (place text not null, since timestamptz not null default now())`.execute(db)
      },
    },
    '0004_search_notes': {
      up: async (db: Kysely<unknown>) => {
        await sql`
          create table backlot.search_notes (collection text not null, id text collate "C" not null, primary key (collection, id))`.execute(
          db,
        )
      },
    },
  },
}

/** `create schema if not exists` is refused to a role that may not create schemas, even when a superuser has made it. */
const ensureSchema = async (db: Kysely<unknown>): Promise<void> => {
  const { rows } = await sql`select where to_regnamespace('backlot') is not null`.execute(db)
  if (rows.length === 0) await sql`create schema backlot`.execute(db)
}

/**
 * Declared immutable, which unaccent is not only because its rules could be edited: then, as after an upgrade of PostgreSQL
 * that changes them, a reindex brings the index and its queries together again.
 */
const createTextFunctions = async (db: Kysely<unknown>): Promise<void> => {
  const unaccent = sql.raw(await ensureExtension(db, 'unaccent'))
  await sql`
    create function backlot.search_plain(words text) returns text language plpgsql immutable strict parallel safe as $$
    begin
      return translate(${unaccent}.unaccent('${unaccent}.unaccent', words), e'\\x7f''\\\\', '''..');
    end $$`.execute(db)
  await sql`
    create function backlot.search_vector(words text) returns tsvector language plpgsql immutable strict parallel safe as $$
    begin
      return backlot.search_plain(words)::tsvector;
    end $$`.execute(db)
  await sql`
    create function backlot.search_query(words text) returns tsquery language plpgsql immutable strict parallel safe as $$
    begin
      return backlot.search_plain(words)::tsquery;
    end $$`.execute(db)
}

/**
 * The words of all titles and people, to correct typos by. Two words are one typo apart when they have a neighbour in
 * common: a neighbour of a word is the word itself, or the word without one of its letters. Words at a greater distance are
 * found by their trigrams. Words are never removed: one that no document has any more leads nowhere.
 */
const createVocabulary = async (db: Kysely<unknown>): Promise<void> => {
  const trigrams = sql.raw(await ensureExtension(db, 'pg_trgm'))
  await sql`
    create function backlot.search_neighbours(word text) returns text[] language sql immutable strict parallel safe as $$
      select array_agg(left(word, letter - 1) || substr(word, letter + 1)) || word
      from generate_series(1, length(word)) as letter
    $$`.execute(db)
  await sql`create table backlot.search_words (word text collate "C" not null)`.execute(db)
  await sql`create index search_words_word on backlot.search_words (word)`.execute(db)
  await sql`
    create index search_words_neighbours on backlot.search_words
    using gin (backlot.search_neighbours(word)) with (fastupdate = off)`.execute(db)
  await sql`
    create index search_words_trigrams on backlot.search_words
    using gin (word ${trigrams}.gin_trgm_ops) with (fastupdate = off)`.execute(db)
  await sql`
    create function backlot.search_similar_words(typed text) returns setof text language sql stable strict parallel safe as $$
      select word from backlot.search_words where word operator(${trigrams}.%) typed
    $$`.execute(db)
  await sql`
    create function backlot.search_similarity(title text, typed text) returns real language sql immutable strict parallel safe as $$
      select ${trigrams}.similarity(title, typed)
    $$`.execute(db)
}

const createCollection = async (db: Kysely<unknown>, collection: SearchCollection): Promise<void> => {
  await sql`
    create table ${table(collection)} (
      id text collate "C" not null,
      parent_id text,
      title text not null,
      year integer,
      key_length integer not null,
      has_file boolean not null,
      added_at timestamptz not null,
      resolution text,
      vector tsvector not null,
      sort_key text collate "C" not null,
      genres text[] not null,
      library_ids text[] not null,
      primary key (id)
    )`.execute(db)
  await createVectorIndex(db, collection, 'live')
}

const createReindexTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table backlot.search_reindexes (
      collection text primary key,
      token uuid not null,
      resume_after text,
      started_at timestamptz not null default now()
    )`.execute(db)
  await sql`create table backlot.search_changes (collection text not null, id text collate "C" not null)`.execute(db)
  await sql`create index search_changes_of_collection on backlot.search_changes (collection)`.execute(db)
  await sql`
    create function backlot.search_record_change() returns trigger language plpgsql as $$
    begin
      insert into backlot.search_changes (collection, id)
      values (tg_argv[0], case when tg_op = 'DELETE' then old.id else new.id end);
      return null;
    end $$`.execute(db)
}

/** Documents that were written before have no digest, so the reconcile job writes them again. A build under way is dropped: it begins anew. */
const addDigest = async (db: Kysely<unknown>, collection: SearchCollection): Promise<void> => {
  await sql`drop trigger if exists search_record_change on ${table(collection)}`.execute(db)
  await sql`drop table if exists ${table(collection, 'next')}`.execute(db)
  await sql`alter table ${table(collection)} add column digest text not null default ''`.execute(db)
}
