import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { filterBy } from './filters.ts'
import { ask } from './read-answer.ts'
import type { TypesenseClient } from './typesense-client.ts'

const createdKey = z.object({ value: z.string() })

/**
 * Makes a key on the server that can search the index and do nothing else. The server tells it this once, so keep it. The
 * key in use must be allowed to make keys (`keys:create`), which the server's own key is.
 */
export const createReadKey = async (client: TypesenseClient, prefix: string): Promise<string> => {
  const json = { description: `Search of ${prefix}`, actions: ['documents:search'], collections: [`${prefix}_.*`] }
  const key = await ask(client, { what: 'create a key for searching', method: 'POST', path: ['keys'], json }, createdKey)
  return key?.value ?? ''
}

/** What a scoped key is bound to. */
export interface ReadScope {
  /** Ids of the libraries that its holder may see; all when left out. */
  libraries?: readonly string[]
  /** When it stops working. */
  expiresAt?: Date
}

/**
 * Narrows a key for searching to some libraries or a time, without asking the server: the scope is signed with the key, so
 * its holder cannot widen it. For a page that asks Typesense itself. Only a key of `createReadKey` can be narrowed.
 */
export const scopedReadKey = (readKey: string, { libraries, expiresAt }: ReadScope): string => {
  const scope = JSON.stringify({
    filter_by: filterBy(libraries === undefined ? {} : { library: libraries }),
    ...(expiresAt === undefined ? {} : { expires_at: Math.floor(expiresAt.getTime() / 1_000) }),
  })
  const signature = createHmac('sha256', readKey).update(scope).digest('base64')
  return Buffer.from(`${signature}${readKey.slice(0, 4)}${scope}`).toString('base64')
}
