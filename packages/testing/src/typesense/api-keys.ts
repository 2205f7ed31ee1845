import { createHmac, randomBytes } from 'node:crypto'

/** A key of the simulator, as it was asked for. */
export interface ApiKey {
  id: number
  value: string
  description: string
  actions: readonly string[]
  collections: readonly string[]
}

/** What somebody may do who came with a key. */
export interface Access {
  allows(action: string, collection?: string): boolean
  /** A filter that a scoped key puts on every search. */
  filter: string
}

/** Keys of a server that was started with one key that may do everything. */
export const createApiKeys = (serverKey: string) => {
  const keys: ApiKey[] = []
  return {
    keys,
    create: (wanted: Partial<ApiKey>): ApiKey => {
      const key: ApiKey = {
        id: keys.length + 1,
        value: wanted.value ?? randomBytes(16).toString('hex'),
        description: wanted.description ?? '',
        actions: wanted.actions ?? [],
        collections: wanted.collections ?? [],
      }
      keys.push(key)
      return key
    },
    /** Undefined for a key that is not known, or a scope that was tampered with or has ended. */
    access: (given: string | undefined): Access | undefined => {
      if (given === undefined) return undefined
      if (given === serverKey) return { allows: () => true, filter: '' }
      const key = keys.find(({ value }) => value === given)
      return key === undefined ? scoped(keys, given) : { allows: mayDo(key), filter: '' }
    },
  }
}

const mayDo =
  ({ actions, collections }: ApiKey) =>
  (action: string, collection?: string): boolean =>
    actions.some((allowed) => allowed === '*' || allowed === action || allowed === `${action.split(':')[0]}:*`) &&
    (collection === undefined || collections.some((pattern) => pattern === '*' || new RegExp(`^(?:${pattern})$`).test(collection)))

/** Base64 of: a signature of 44 letters, the first four of the key that signed, and the scope as JSON. */
const scoped = (keys: readonly ApiKey[], given: string): Access | undefined => {
  const decoded = Buffer.from(given, 'base64').toString()
  const [signature, start, scope] = [decoded.slice(0, 44), decoded.slice(44, 48), decoded.slice(48)]
  const key = keys.find(({ value, actions }) => value.startsWith(start) && actions.length === 1 && actions[0] === 'documents:search')
  if (key === undefined || createHmac('sha256', key.value).update(scope).digest('base64') !== signature) return undefined
  const { filter_by: filter = '', expires_at: expiresAt = Infinity } = JSON.parse(scope) as { filter_by?: string; expires_at?: number }
  return expiresAt * 1_000 < Date.now() ? undefined : { allows: mayDo(key), filter }
}
