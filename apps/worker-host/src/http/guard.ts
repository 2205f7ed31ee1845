import type { MiddlewareHandler } from 'hono'
import { ProblemError } from './problem.ts'

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]']
const readMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Lets in only requests that name this machine (a page of elsewhere that rebinds its DNS name to 127.0.0.1 does not), and
 * writes only from pages of our own: until there are accounts, being on this machine is all the permission there is.
 */
export const guard = (): MiddlewareHandler => async (c, next) => {
  // Posts of other programs come under whatever name they know this host by, and bring a secret of their own.
  if (c.req.path.startsWith('/api/webhooks/')) return await next()
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!loopbackNames.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    throw new ProblemError(421, `This host answers to localhost, 127.0.0.1 and [::1] only, not to "${host}"`)
  }
  if (!readMethods.includes(c.req.method) && !comesFromHere(c.req.header('origin'), c.req.header('sec-fetch-site'), host)) {
    throw new ProblemError(403, 'Writes are taken from pages of this host only')
  }
  await next()
}

/** Programs send neither header; browsers send Origin with every write. */
const comesFromHere = (origin: string | undefined, site: string | undefined, host: string): boolean => {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
}
