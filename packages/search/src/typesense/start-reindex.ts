import { randomBytes } from 'node:crypto'
import type { SearchCollection } from '../search-document.ts'
import { SearchError } from '../search-error.ts'
import type { Reindex } from '../search-index.ts'
import { readBuild, readResumePoint, removeBuild, writeBuild, writeResumePoint, type BuildRecord } from './build-record.ts'
import {
  createCollection,
  dropCollection,
  ensureLive,
  listCollections,
  pointAlias,
  readAlias,
  readCollection,
  type TypesensePlace,
} from './collections.ts'
import { importDocuments } from './import-documents.ts'
import { typesenseDocument } from './typesense-document.ts'
import { deleteGone } from './write-changes.ts'

/**
 * Builds a collection beside the live one. While the build's record is there, whoever writes to the live collection writes
 * to the new one as well; the build itself only adds what is not there yet, so what it read too early cannot win. The swap
 * is one step: the alias leads to the new collection.
 */
export const startReindex = async (place: TypesensePlace, collection: SearchCollection): Promise<Reindex> => {
  const live = await ensureLive(place, collection)
  const { next, token, resumeAfter } = await begin(place, collection, live)
  const refuseUnlessOurs = async (): Promise<void> => {
    if ((await readBuild(place, collection))?.token === token) return
    throw new SearchError(`This reindex of ${collection} is over: it was swapped, abandoned, or taken over by another. Start a new one.`)
  }
  return {
    ...(resumeAfter === undefined ? {} : { resumeAfter }),
    index: async (documents) => {
      await refuseUnlessOurs()
      const last = documents.at(-1)
      if (last === undefined) return
      const rows = [...new Map(documents.map((document) => [document.id, typesenseDocument(collection, document)])).values()]
      if (!(await importDocuments(place.client, rows, { into: next, action: 'create' })))
        throw new SearchError(`The new index of ${collection} was removed from the server while it was built. Start the reindex again.`)
      await writeResumePoint(place, collection, { token, resumeAfter: last.id })
    },
    swap: async () => {
      await refuseUnlessOurs()
      const old = await readAlias(place, collection)
      await pointAlias(place, collection, next)
      await removeBuild(place, collection, token)
      if (old !== undefined && old !== next) await dropCollection(place, old)
      await deleteGone(place, next)
    },
    abandon: async () => {
      if ((await readBuild(place, collection))?.token !== token) return
      await removeBuild(place, collection, token)
      await dropCollection(place, next)
    },
  }
}

/** Takes an earlier build over, when it is of today's schema and still there; else makes a new collection. */
const begin = async (
  place: TypesensePlace,
  collection: SearchCollection,
  live: string,
): Promise<BuildRecord & { resumeAfter: string | undefined }> => {
  const token = randomBytes(8).toString('hex')
  const earlier = await readBuild(place, collection)
  if (earlier !== undefined && earlier.next !== live && place.names.isToday(collection, earlier.next)) {
    if ((await readCollection(place, earlier.next)) !== undefined) {
      await writeBuild(place, collection, { next: earlier.next, token })
      const resumeAfter = await readResumePoint(place, collection, earlier.token)
      if (resumeAfter !== undefined) await writeResumePoint(place, collection, { token, resumeAfter })
      return { next: earlier.next, token, resumeAfter }
    }
  }
  const next = place.names.versioned(collection, token)
  await createCollection(place, next)
  await writeBuild(place, collection, { next, token })
  await dropLeftovers(place, collection, { live, next })
  return { next, token, resumeAfter: undefined }
}

/** Collections of builds that were cut off and are nobody's any more. One that is as young as ours may be a rival's. */
const dropLeftovers = async (
  place: TypesensePlace,
  collection: SearchCollection,
  { live, next }: { live: string; next: string },
): Promise<void> => {
  const all = (await listCollections(place)).filter(({ name }) => place.names.isOf(collection, name))
  const ours = all.find(({ name }) => name === next)
  const minuteBefore = (ours?.created_at ?? 0) - 60
  for (const { name, created_at: createdAt } of all)
    if (name !== live && name !== next && createdAt < minuteBefore) await dropCollection(place, name)
}
