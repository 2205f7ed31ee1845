import { episodeDocuments, partIdsOf, seasonDocuments, seriesDocuments, type CatalogDatabase, type RemovedItem } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import type { SearchCollection, SearchDocument } from '@backlot/search'
import type { Kysely } from 'kysely'
import { indexTVShows } from '../args.ts'
import type { TVShowPorts } from '../ports.ts'

/** What is to be made searchable. */
export interface SeriesToIndex {
  seriesIds: readonly string[]
  /** Which of their seasons and episodes; `all` of them where the series itself changed. */
  seasonIds: readonly string[] | 'all'
  episodeIds: readonly string[] | 'all'
  /** What is gone. */
  removed?: readonly RemovedItem[]
}

const atATime = 1_000

/**
 * Makes changed series, seasons and episodes searchable: in the same transaction where the index takes part in it, else by a
 * job that is part of it. What is not there any more is removed from the index.
 */
export const indexSeries = async (
  tx: Kysely<CatalogDatabase>,
  { search, insert }: Pick<TVShowPorts, 'search'> & { insert: Insert },
  { seriesIds, seasonIds, episodeIds, removed = [] }: SeriesToIndex,
): Promise<void> => {
  const gone = (type: RemovedItem['type']): string[] => removed.flatMap((item) => (item.type === type ? item.id : []))
  const series = [...seriesIds, ...gone('series')]
  const seasons = seasonIds === 'all' ? seasonIds : [...seasonIds, ...gone('season')]
  const episodes = episodeIds === 'all' ? episodeIds : [...episodeIds, ...gone('episode')]
  if (series.length + seasons.length + episodes.length === 0) return
  if (!search.transactional) {
    const parts = { ...(seasons !== 'all' && { seasonIds: seasons }), ...(episodes !== 'all' && { episodeIds: episodes }) }
    await insert(indexTVShows({ operation: 'index', seriesIds: series, ...parts }), { tx, unique: false })
    return
  }
  const index = { search: { ...search, tx }, seriesIds: series }
  await indexOne(tx, 'series', { ...index, ids: series })
  await indexOne(tx, 'seasons', { ...index, ids: seasons })
  await indexOne(tx, 'episodes', { ...index, ids: episodes })
}

/** How each collection's documents are made. */
export const documentsOf = { series: seriesDocuments, seasons: seasonDocuments, episodes: episodeDocuments } satisfies Partial<
  Record<SearchCollection, (db: Kysely<CatalogDatabase>, ids: readonly string[]) => Promise<SearchDocument[]>>
>

/** What `indexOne` did. */
export interface Indexed {
  indexed: number
  removed: number
}

/** Brings one collection up to date, a thousand documents at a time; ids of what is not there are removed. */
export const indexOne = async (
  db: Kysely<CatalogDatabase>,
  collection: keyof typeof documentsOf,
  {
    search,
    ids,
    seriesIds,
    afterEach = () => {},
  }: {
    search: Pick<TVShowPorts['search'], 'index' | 'remove'> & { tx?: Kysely<CatalogDatabase> }
    ids: readonly string[] | 'all'
    seriesIds: readonly string[]
    afterEach?: (done: number) => void
  },
): Promise<Indexed> => {
  const options = search.tx === undefined ? {} : { tx: search.tx }
  const result: Indexed = { indexed: 0, removed: 0 }
  for await (const page of pagesOf(db, collection, { ids, seriesIds })) {
    const documents = await documentsOf[collection](db, page)
    const there = new Set(documents.map(({ id }) => id))
    const removed = page.filter((id) => !there.has(id))
    if (documents.length > 0) await search.index(collection, documents, options)
    if (removed.length > 0) await search.remove(collection, removed, options)
    result.indexed += documents.length
    result.removed += removed.length
    afterEach(page.length)
  }
  return result
}

const pagesOf = async function* (
  db: Kysely<CatalogDatabase>,
  collection: keyof typeof documentsOf,
  { ids, seriesIds }: { ids: readonly string[] | 'all'; seriesIds: readonly string[] },
): AsyncGenerator<readonly string[]> {
  if (ids !== 'all') {
    for (let start = 0; start < ids.length; start += atATime) yield ids.slice(start, start + atATime)
    return
  }
  if (collection === 'series') return
  let after: string | undefined
  do {
    const page = await partIdsOf(db, collection, { seriesIds, after, limit: atATime })
    if (page.length > 0) yield page
    after = page.length < atATime ? undefined : page.at(-1)
  } while (after !== undefined)
}
