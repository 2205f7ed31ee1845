import { PermanentError } from '@backlot/jobs'
import { z } from 'zod'
import { typesenseFailure } from './typesense-failure.ts'
import type { TypesenseClient } from './typesense-client.ts'

const timeoutMs = 120_000
const namedAtMost = 10

export interface ImportOptions {
  /** A collection's own name, or its alias. */
  into: string
  /** `upsert` replaces; `create` leaves what is there as it is. */
  action: 'upsert' | 'create'
}

const answerLine = z.object({ success: z.boolean(), error: z.string().optional(), code: z.number().optional() })

/**
 * Imports documents in one request. The server answers 200 whatever happened and says in a line for each document how it
 * went: every line is read, and documents that were refused are named. Gives false when there is no such collection.
 */
export const importDocuments = async (
  client: TypesenseClient,
  documents: readonly { id: string }[],
  { into, action }: ImportOptions,
): Promise<boolean> => {
  const what = `import documents into ${into}`
  const { status, text } = await client.request({
    what,
    method: 'POST',
    path: ['collections', into, 'documents', 'import'],
    query: { action },
    lines: documents.map((document) => JSON.stringify(document)).join('\n'),
    answersInLines: true,
    expects: [404],
    timeoutMs,
  })
  if (status === 404) return false
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length !== documents.length)
    throw new PermanentError(`Typesense at ${client.url} answered ${lines.length} lines, asked to ${what} ${documents.length} documents`)
  const refused = lines.flatMap((line, index) => {
    const { success, error = 'no reason given', code } = readLine(line)
    const isThere = action === 'create' && (code === 409 || /already exists/.test(error))
    return success || isThere ? [] : [{ id: documents[index]?.id ?? '', error, code }]
  })
  const [first] = refused
  if (first === undefined) return true
  const named = refused.slice(0, namedAtMost).map(({ id, error }) => `${id}: ${error}`)
  const more = refused.length > namedAtMost ? `; and ${refused.length - namedAtMost} more` : ''
  throw typesenseFailure({
    url: client.url,
    what: `import ${refused.length} of ${documents.length} documents into ${into}`,
    status: refused.find(({ code }) => code !== undefined && code >= 500)?.code ?? first.code ?? 400,
    message: `${named.join('; ')}${more}`,
  })
}

const readLine = (line: string): z.output<typeof answerLine> => {
  try {
    return answerLine.parse(JSON.parse(line))
  } catch {
    return { success: false, error: `an answer that was not understood: ${line.slice(0, 100)}` }
  }
}
