import { z } from 'zod'
import type { TypesensePlace } from './collections.ts'
import { ask } from './read-answer.ts'
import { typesenseFailure } from './typesense-failure.ts'

const failure = z.object({ code: z.number().optional(), error: z.string().optional() })

/**
 * Sends several searches in one request and reads an answer for each. Undefined when one of their collections is not there;
 * another failure of one is the failure of all.
 */
export const multiSearch = async <Schema extends z.ZodType>(
  { reader }: TypesensePlace,
  what: string,
  { searches, schema }: { searches: readonly object[]; schema: Schema },
): Promise<z.output<Schema>[] | undefined> => {
  const request = { what, method: 'POST', path: ['multi_search'], json: { searches } } as const
  const answer = await ask(reader, request, z.object({ results: z.array(z.union([schema, failure])) }))
  const results = answer?.results ?? []
  for (const result of results) {
    const { code, error } = failure.parse(result)
    if (code === 404) return undefined
    if (error !== undefined) throw typesenseFailure({ url: reader.url, what, status: code ?? 400, message: error })
  }
  return results.map((result) => schema.parse(result))
}
