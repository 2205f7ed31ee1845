import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'
import { SafeFetchError } from './safe-fetch-error.ts'

/** Finds all addresses of a name, as `dns.lookup` with `all` does. */
export type LookupAll = (
  name: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * The lookup that a socket uses for the connection it is about to make, so that no second answer can come between the check and the
 * connection. One address that is not public condemns all: a name of the internet has no reason for it. `any` passes every address.
 */
export const guardedLookup =
  ({ lookup = systemLookup, any }: { lookup?: LookupAll | undefined; any: boolean }): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) {
        done(error ?? new SafeFetchError('unreachable', `${name} has no address`), [])
        return
      }
      const inner = any ? undefined : addresses.find(({ address }) => !isPublicAddress(address))
      if (inner !== undefined) done(new SafeFetchError('refused', `${name} leads to ${inner.address}, which is not a public address`), [])
      else if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
