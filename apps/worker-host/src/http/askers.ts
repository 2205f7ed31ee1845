import { AsyncLocalStorage } from 'node:async_hooks'
import type { MiddlewareHandler } from 'hono'

/** Who asks the API, and from where: what the activity log says of a deed. */
export interface Asker {
  actor: string
  origin: string
}

/** Knows who asks, for as long as a request is answered. */
export interface Askers {
  readonly middleware: MiddlewareHandler
  /** Who asks now; outside of a request it is the host itself. */
  readonly current: () => Asker
}

/** Headers with which a command says whose it is and which; their values are percent-encoded. */
export const askerHeaders = { user: 'x-backlot-user', command: 'x-backlot-command' } as const

/** Until there are accounts, whoever is on this machine may ask, and is who they say. */
export const createAskers = (): Askers => {
  const storage = new AsyncLocalStorage<Asker>()
  return {
    middleware: async (c, next) =>
      await storage.run(
        askerOf((name) => c.req.header(name)),
        next,
      ),
    current: () => storage.getStore() ?? { actor: 'host', origin: 'this machine' },
  }
}

const askerOf = (header: (name: string) => string | undefined): Asker => {
  const user = readable(header(askerHeaders.user))
  const command = readable(header(askerHeaders.command))
  const by = command === undefined ? pageOf(header('sec-fetch-site')) : `backlot ${command}`
  return {
    actor: user === undefined ? 'somebody' : `user ${user}`,
    origin: by === undefined ? 'this machine' : `this machine, ${by}`,
  }
}

/** Browsers alone send it. */
const pageOf = (fetchSite: string | undefined): string | undefined => (fetchSite === undefined ? undefined : 'browser')

const mostCharacters = 100

/** A header that is one line of some length, else nothing. */
const readable = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined
  try {
    const text = decodeURIComponent(value)
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, mostCharacters)
    return text === '' ? undefined : text
  } catch {
    return undefined
  }
}
