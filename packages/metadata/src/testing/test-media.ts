import { randomUUID } from 'node:crypto'
import { catalogMigrations, type CatalogDatabase } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { type Kysely, sql } from 'kysely'
import { metadataMigrations } from '../metadata-migrations.ts'

/** A catalog of a few rows on a real database, for one test. */
export interface TestMedia extends AsyncDisposable {
  db: Kysely<CatalogDatabase>
  databaseUrl: string
  /** Adds a library with one root; gives its id. */
  library(settings?: { providers?: string[]; language?: string }): Promise<string>
  /** Adds a film, with a file where a library is named; gives its id. */
  movie(movie: { title: string; year?: number; tmdb?: string; library?: string }): Promise<string>
  /** Adds a series; gives its id. */
  series(series: { title: string; status?: string; tmdb?: string }): Promise<string>
}

/** Makes an empty catalog. */
export const setupMedia = async (): Promise<TestMedia> => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'metadata',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, metadataMigrations])),
  })
  const { db } = database
  const item = async (type: 'movie' | 'series', tmdb: string | undefined): Promise<string> => {
    const id = randomUUID()
    await sql`insert into backlot.items (id, type) values (${id}, ${type})`.execute(db)
    if (tmdb !== undefined)
      await sql`insert into backlot.item_external_ids (item_id, type, provider, value) values (${id}, ${type}, 'tmdb', ${tmdb})`.execute(db)
    return id
  }
  return {
    db,
    databaseUrl: database.url,
    library: async ({ providers, language } = {}) => {
      const id = randomUUID()
      await sql`
        insert into backlot.libraries (id, name, type, metadata_providers, preferred_language)
        values (${id}, ${id}, 'movie', ${providers ?? null}, ${language ?? null})`.execute(db)
      await sql`insert into backlot.library_roots (library_id, path) values (${id}, ${`/${id}`})`.execute(db)
      return id
    },
    movie: async ({ title, year, tmdb, library }) => {
      const id = await item('movie', tmdb)
      await sql`
        insert into backlot.movies (id, title, sort_title, year, known_from) values (${id}, ${title}, ${title}, ${year ?? null}, 'name')`.execute(
        db,
      )
      if (library !== undefined)
        await sql`
          insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role, state, item_id)
          select library_id, id, '', ${`${id}.mkv`}, '', 1, 1, '1', '1', 'feature', 'matched', ${id}
          from backlot.library_roots where library_id = ${library}`.execute(db)
      return id
    },
    series: async ({ title, status, tmdb }) => {
      const id = await item('series', tmdb)
      await sql`
        insert into backlot.series (id, title, sort_title, status, known_from) values (${id}, ${title}, ${title}, ${status ?? null}, 'name')`.execute(
        db,
      )
      return id
    },
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}
