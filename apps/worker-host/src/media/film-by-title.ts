import { randomUUID } from 'node:crypto'
import { findKnownMovies, lockMovies, writeMovies, type CatalogDatabase } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import type { Kysely } from 'kysely'

/** The film that a person names: the known one of that title and year, else a new one that is known from its name only. */
export const filmByTitle = async (tx: Kysely<CatalogDatabase>, title: string, year: number | undefined): Promise<string> => {
  await lockMovies(tx)
  const normalized = normalizeTitle(title)
  const known = await findKnownMovies(tx, { movieIds: [], titles: [normalized], externalIds: [] })
  const same = known.find((movie) => year === undefined || movie.year === year)
  if (same !== undefined) return same.id
  const id = randomUUID()
  await writeMovies(tx, [
    {
      id,
      replaces: false,
      title,
      sortTitle: normalized,
      year,
      ratings: [],
      countries: [],
      studios: [],
      tags: [],
      knownFrom: 'name',
      lockedFields: [],
      provenance: { title: 'manual', ...(year === undefined ? {} : { year: 'manual' }) },
      titles: [{ title, normalized }],
      externalIds: [],
      credits: [],
      artwork: {},
    },
  ])
  return id
}
