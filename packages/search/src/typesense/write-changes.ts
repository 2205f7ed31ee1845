import { RetryAfterError } from '@backlot/jobs'
import type { SearchCollection, SearchDocument } from '../search-document.ts'
import { readBuild } from './build-record.ts'
import { ensureLive, readAlias, type TypesensePlace } from './collections.ts'
import { importDocuments } from './import-documents.ts'
import { goneDocument, typesenseDocument } from './typesense-document.ts'

/** Adds or replaces documents, in the live collection and in the one that a build fills. */
export const indexDocuments = async (
  place: TypesensePlace,
  collection: SearchCollection,
  documents: readonly SearchDocument[],
): Promise<void> => {
  if (documents.length === 0) return
  const rows = [...new Map(documents.map((document) => [document.id, typesenseDocument(collection, document)])).values()]
  const upsert = async (into: string) => await importDocuments(place.client, rows, { into, action: 'upsert' })
  await writeEverywhere(place, collection, { live: upsert, next: upsert })
}

/** Removes documents; a build is told that they are gone, or it would bring them back. */
export const removeDocuments = async (place: TypesensePlace, collection: SearchCollection, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const gone = [...new Set(ids)].map((id) => goneDocument(collection, id))
  await writeEverywhere(place, collection, {
    live: async (from) => await deleteByIds(place, from, ids),
    next: async (into) => await importDocuments(place.client, gone, { into, action: 'upsert' }),
  })
}

/** Removes what builds were told is gone. */
export const deleteGone = async (place: TypesensePlace, from: string): Promise<void> => void (await deleteWhere(place, from, 'gone:=true'))

interface Targets {
  live: string
  next: string | undefined
}

interface Write {
  /** Each gives false when the collection is not there any more. */
  live: (name: string) => Promise<boolean>
  next: (name: string) => Promise<boolean>
}

const mostRounds = 10

/**
 * Writes to where the index is, and looks again: when a build began or was swapped meanwhile, it writes to where the index
 * is now. So a write is always in what is searched, and in what will be.
 */
const writeEverywhere = async (place: TypesensePlace, collection: SearchCollection, write: Write): Promise<void> => {
  let targets = await readTargets(place, collection)
  for (let round = 0; round < mostRounds; round++) {
    const live = targets.live ?? (await ensureLive(place, collection))
    const written = (await write.live(live)) && (targets.next === undefined || (await write.next(targets.next)))
    const now = await readTargets(place, collection)
    if (written && now.live === live && now.next === targets.next) return
    targets = now
  }
  throw new RetryAfterError(
    `Typesense at ${place.client.url}: the collections of ${collection} kept changing while it was written to`,
    '10s',
  )
}

const readTargets = async (
  place: TypesensePlace,
  collection: SearchCollection,
): Promise<Omit<Targets, 'live'> & { live: string | undefined }> => {
  const [live, build] = await Promise.all([readAlias(place, collection), readBuild(place, collection)])
  // A swap that was cut off after its most important step leaves the record.
  return { live, next: build === undefined || build.next === live ? undefined : build.next }
}

/** Ids in one request: its address stays below 4,000 letters. */
const idsAtATime = 60

const deleteByIds = async (place: TypesensePlace, from: string, ids: readonly string[]): Promise<boolean> => {
  for (let start = 0; start < ids.length; start += idsAtATime) {
    const some = ids.slice(start, start + idsAtATime).map((id) => `\`${id.replaceAll('`', '')}\``)
    if (!(await deleteWhere(place, from, `id:[${some.join(',')}]`))) return false
  }
  return true
}

const deleteWhere = async ({ client }: TypesensePlace, from: string, filter: string): Promise<boolean> => {
  const { status } = await client.request({
    what: `remove documents from ${from}`,
    method: 'DELETE',
    path: ['collections', from, 'documents'],
    query: { filter_by: filter },
    expects: [404],
    timeoutMs: 60_000,
  })
  return status !== 404
}
