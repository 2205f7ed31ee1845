import { z } from 'zod'
import type { SearchCollection } from '../search-document.ts'
import type { TypesensePlace } from './collections.ts'
import { multiSearch } from './multi-search.ts'

const idsAtATime = 200
const linesAtATime = 1_000

const held = z.object({
  hits: z.array(z.object({ document: z.object({ id: z.string(), digest: z.string().default('') }) })),
})

/** The digests of documents that the index holds, by id. */
export const readDigests = async (
  place: TypesensePlace,
  collection: SearchCollection,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const digests = new Map<string, string>()
  for (let start = 0; start < ids.length; start += idsAtATime) {
    const some = ids.slice(start, start + idsAtATime).map((id) => `\`${id.replaceAll('`', '')}\``)
    const search = {
      collection: place.names.alias(collection),
      q: '*',
      query_by: 'words',
      filter_by: `gone:=false && id:[${some.join(',')}]`,
      include_fields: 'id,digest',
      limit: idsAtATime,
    }
    const results = await multiSearch(place, `compare ${collection}`, { searches: [search], schema: held })
    for (const { document } of results?.flatMap(({ hits }) => hits) ?? []) digests.set(document.id, document.digest)
  }
  return digests
}

const exportedLine = z.object({ id: z.string() })

/** The ids of all documents, in pages. They come in one answer: some 50 bytes a document. */
export const readIds = async function* ({ client, names }: TypesensePlace, collection: SearchCollection): AsyncGenerator<string[]> {
  const { status, text } = await client.request({
    what: `list the documents of ${collection}`,
    method: 'GET',
    path: ['collections', names.alias(collection), 'documents', 'export'],
    query: { include_fields: 'id', filter_by: 'gone:=false' },
    answersInLines: true,
    expects: [404],
    timeoutMs: 120_000,
  })
  if (status === 404) return
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  for (let start = 0; start < lines.length; start += linesAtATime)
    yield lines.slice(start, start + linesAtATime).map((line) => exportedLine.parse(JSON.parse(line)).id)
}
