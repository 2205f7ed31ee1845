import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const descriptive = [
  ['movie_titles', 'item_titles'],
  ['movie_external_ids', 'item_external_ids'],
  ['movie_genres', 'item_genres'],
  ['credits', 'credits'],
  ['artwork', 'artwork'],
] as const

// What films, series, seasons, episodes, people and collections have in common is stored once, by the id of an item.
const supertable = [
  sql`
    create table backlot.items (
      id uuid primary key,
      type text not null check (type in ('movie', 'series', 'season', 'episode', 'person', 'collection'))
    )`,
  sql`
    insert into backlot.items (id, type)
    select id, 'movie' from backlot.movies union all select id, 'person' from backlot.people
    union all select id, 'collection' from backlot.collections`,
  ...['movies', 'people', 'collections'].map(
    (table) => sql`alter table ${sql.table(`backlot.${table}`)} add foreign key (id) references backlot.items on delete cascade`,
  ),
  ...descriptive.flatMap(([before, now]) => [
    sql`alter table ${sql.table(`backlot.${before}`)} drop constraint ${sql.ref(`${before}_movie_id_fkey`)}`,
    ...(before === now ? [] : [sql`alter table ${sql.table(`backlot.${before}`)} rename to ${sql.ref(now)}`]),
    sql`alter table ${sql.table(`backlot.${now}`)} rename column movie_id to item_id`,
    sql`alter table ${sql.table(`backlot.${now}`)} add foreign key (item_id) references backlot.items on delete cascade`,
  ]),
  sql`alter index backlot.movie_titles_pkey rename to item_titles_pkey`,
  sql`alter index backlot.movie_titles_normalized rename to item_titles_normalized`,
  sql`alter index backlot.movie_genres_pkey rename to item_genres_pkey`,
  sql`alter index backlot.movie_external_ids_movie rename to item_external_ids_item`,
  sql`alter index backlot.artwork_movie rename to artwork_item`,
  // One provider counts films and series apart, so its ids mean one item of a type.
  sql`alter table backlot.item_external_ids add column type text not null default 'movie'`,
  sql`alter table backlot.item_external_ids alter column type drop default`,
  sql`alter table backlot.item_external_ids drop constraint movie_external_ids_pkey`,
  sql`alter table backlot.item_external_ids add primary key (type, provider, value)`,
  sql`alter table backlot.credits drop constraint credits_kind_check`,
  sql`alter table backlot.credits add check (kind in ('actor', 'guest', 'director', 'writer', 'creator'))`,
  sql`
    alter table backlot.artwork add column language text, add column width integer, add column height integer, add column rating real`,
  sql`
    create table backlot.item_translations (
      item_id uuid not null references backlot.items on delete cascade,
      language text not null,
      title text,
      overview text,
      tagline text,
      primary key (item_id, language)
    )`,
  sql`
    create table backlot.item_certifications (
      item_id uuid not null references backlot.items on delete cascade,
      country text not null,
      certification text not null,
      primary key (item_id, country)
    )`,
  sql`
    create table backlot.item_trailers (
      item_id uuid not null references backlot.items on delete cascade,
      position integer not null,
      url text not null,
      name text,
      language text,
      primary key (item_id, position)
    )`,
]

const files = [
  sql`alter table backlot.files drop constraint files_movie_id_fkey`,
  sql`alter table backlot.files rename column movie_id to item_id`,
  sql`alter table backlot.files add foreign key (item_id) references backlot.items on delete set null`,
  sql`alter index backlot.files_item rename to files_item_folder`,
  sql`alter index backlot.files_movie rename to files_item`,
  sql`
    update backlot.files
    set match = jsonb_set(match, '{before}', (match -> 'before') - 'movieId' || jsonb_build_object('itemId', match #> '{before,movieId}'))
    where match ? 'before'`,
  sql`
    update backlot.files
    set candidates = (
      select jsonb_agg(c - 'movieId' || jsonb_build_object('itemId', c -> 'movieId') order by n)
      from jsonb_array_elements(candidates) with ordinality as t (c, n)
    )
    where candidates <> '[]'`,
]

const series = [
  sql`
    create table backlot.series (
      id uuid primary key references backlot.items on delete cascade,
      title text not null,
      sort_title text not null,
      original_title text,
      year integer,
      overview text,
      tagline text,
      runtime_minutes integer,
      certification text,
      status text,
      first_aired date,
      last_aired date,
      ratings jsonb not null default '[]',
      countries text[] not null default '{}',
      studios text[] not null default '{}',
      networks text[] not null default '{}',
      tags text[] not null default '{}',
      trailer text,
      language text,
      known_from text not null check (known_from in ('name', 'nfo', 'provider')),
      locked_fields text[] not null default '{}',
      provenance jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`,
  sql`create index series_sort on backlot.series (sort_title, id)`,
  sql`
    create table backlot.seasons (
      id uuid primary key references backlot.items on delete cascade,
      series_id uuid not null references backlot.series on delete cascade,
      number integer not null,
      title text,
      overview text,
      aired date,
      known_from text not null check (known_from in ('name', 'nfo', 'provider')),
      locked_fields text[] not null default '{}',
      provenance jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (series_id, number)
    )`,
  // An episode that is known only by its date or its absolute number gets season and number from a source that knows them.
  sql`
    create table backlot.episodes (
      id uuid primary key references backlot.items on delete cascade,
      series_id uuid not null references backlot.series on delete cascade,
      season_id uuid references backlot.seasons on delete set null,
      season_number integer,
      number integer,
      absolute_number integer,
      aired date,
      title text,
      overview text,
      runtime_minutes integer,
      ratings jsonb not null default '[]',
      known_from text not null check (known_from in ('name', 'nfo', 'provider')),
      locked_fields text[] not null default '{}',
      provenance jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (series_id, season_number, number),
      check (number is not null or absolute_number is not null or aired is not null),
      check ((season_number is null) = (number is null))
    )`,
  sql`create unique index episodes_only_aired on backlot.episodes (series_id, aired) where number is null and absolute_number is null`,
  sql`create unique index episodes_only_absolute on backlot.episodes (series_id, absolute_number) where number is null`,
  sql`create index episodes_aired on backlot.episodes (series_id, aired) where aired is not null`,
  sql`create index episodes_absolute on backlot.episodes (series_id, absolute_number) where absolute_number is not null`,
  sql`create index episodes_season on backlot.episodes (season_id)`,
  sql`
    create table backlot.episode_files (
      file_id bigint not null references backlot.files on delete cascade,
      episode_id uuid not null references backlot.episodes on delete cascade,
      position integer not null,
      primary key (file_id, episode_id)
    )`,
  sql`create index episode_files_episode on backlot.episode_files (episode_id)`,
  // A series takes the items of its seasons and episodes along. A trigger on the few series instead of a reference on the many episodes.
  sql`
    create function backlot.drop_seasons_and_episodes() returns trigger language plpgsql as $$ begin
      delete from backlot.items i using backlot.episodes e where e.series_id = old.id and i.id = e.id;
      delete from backlot.items i using backlot.seasons s where s.series_id = old.id and i.id = s.id;
      return old;
    end $$`,
  sql`
    create trigger series_drop_seasons_and_episodes before delete on backlot.series
    for each row execute function backlot.drop_seasons_and_episodes()`,
]

/** Series, seasons and episodes; what they share with films, people and collections is stored by the id of an item. */
export const items: Migration = {
  up: async (db) => {
    for (const statement of [...supertable, ...files, ...series]) await statement.execute(db)
  },
}
