import { z } from 'zod'
import type { SearchCollection } from '../search-document.ts'
import type { TypesensePlace } from './collections.ts'
import { importDocuments } from './import-documents.ts'
import { ask } from './read-answer.ts'

/** A build that is under way: the collection that it fills, and who may. */
export interface BuildRecord {
  next: string
  /** Changes when another takes the build over. */
  token: string
}

const buildDocument = z.object({ next: z.string(), token: z.string() })
const placeDocument = z.object({ resume_after: z.string() })

const fields = [
  { name: 'next', type: 'string', optional: true },
  { name: 'token', type: 'string', optional: true },
  { name: 'resume_after', type: 'string', optional: true },
]

/** The build of a collection; undefined when there is none. */
export const readBuild = async (place: TypesensePlace, collection: SearchCollection): Promise<BuildRecord | undefined> =>
  await ask(place.client, { what: `read the build of ${collection}`, ...get(place, collection) }, buildDocument)

/** Says who builds a collection, and where. */
export const writeBuild = async (place: TypesensePlace, collection: SearchCollection, build: BuildRecord): Promise<void> => {
  await put(place, { id: collection, ...build })
}

/**
 * Where a build goes on. Kept apart for each token: what a builder that was cut off still writes is not read by the one
 * that took over.
 */
export const readResumePoint = async (place: TypesensePlace, collection: SearchCollection, token: string): Promise<string | undefined> =>
  (await ask(place.client, { what: `read where the build of ${collection} is`, ...get(place, `${collection}.${token}`) }, placeDocument))
    ?.resume_after

/** Notes where a build would go on. */
export const writeResumePoint = async (
  place: TypesensePlace,
  collection: SearchCollection,
  { token, resumeAfter }: { token: string; resumeAfter: string },
): Promise<void> => {
  await put(place, { id: `${collection}.${token}`, resume_after: resumeAfter })
}

/** Forgets a build. */
export const removeBuild = async (place: TypesensePlace, collection: SearchCollection, token: string): Promise<void> => {
  for (const id of [collection, `${collection}.${token}`]) {
    const path = ['collections', place.names.builds, 'documents', id]
    await place.client.request({ what: `forget the build of ${collection}`, method: 'DELETE', path, expects: [404] })
  }
}

const get = ({ names }: TypesensePlace, id: string) => ({
  method: 'GET' as const,
  path: ['collections', names.builds, 'documents', id],
  expects: [404],
})

const put = async ({ client, names }: TypesensePlace, document: { id: string } & Record<string, string>): Promise<void> => {
  const options = { into: names.builds, action: 'upsert' } as const
  if (await importDocuments(client, [document], options)) return
  const json = { name: names.builds, fields }
  await client.request({ what: `create the collection ${names.builds}`, method: 'POST', path: ['collections'], json, expects: [409] })
  await importDocuments(client, [document], options)
}
