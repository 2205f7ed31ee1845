import { RetryAfterError } from '@backlot/jobs'
import type { z } from 'zod'
import type { TypesenseAnswer, TypesenseClient, TypesenseRequest } from './typesense-client.ts'

/** Sends a request and reads its answer; undefined when that is a status that the request `expects` besides 2xx. */
export const ask = async <Schema extends z.ZodType>(
  client: TypesenseClient,
  request: TypesenseRequest,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const answer = await client.request(request)
  return answer.status >= 300 ? undefined : readAnswer(client, request.what, { schema, answer })
}

/** Reads an answer; one in another shape is some other server's, or a proxy's, and may be right the next time. */
const readAnswer = <Schema extends z.ZodType>(
  { url }: Pick<TypesenseClient, 'url'>,
  what: string,
  { schema, answer }: { schema: Schema; answer: Pick<TypesenseAnswer, 'text'> },
): z.output<Schema> => {
  const parsed = schema.safeParse(jsonOf(answer.text))
  if (parsed.success) return parsed.data
  const [fault] = parsed.error.issues
  throw new RetryAfterError(
    `Typesense at ${url} gave an answer that was not understood, asked to ${what}: ${fault?.path.join('.') ?? ''} ${fault?.message ?? ''} (${answer.text.slice(0, 100)}). Is search.typesense.url a Typesense server?`,
    '30s',
  )
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
