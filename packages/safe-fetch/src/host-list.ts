const defaultPorts: ReadonlyMap<string, string> = new Map([
  ['https:', '443'],
  ['http:', '80'],
])

/** The host of an address without brackets and without the dot that may end a full name. */
export const hostNameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')

/**
 * Whether one of the hosts is the address's: `example.org` (at the scheme's own port), `example.org:8080`, `*.example.org` (any name below
 * it, not itself), `[::1]:8080`. Compared as the address would write them.
 */
export const isListed = (hosts: readonly string[], url: URL): boolean => hosts.some((host) => matches(host, url))

const matches = (entry: string, url: URL): boolean => {
  const below = entry.startsWith('*.')
  const base = `${url.protocol}//${below ? entry.slice(2) : entry}`
  if (!URL.canParse(base)) return false
  const listed = new URL(base)
  if (portOf(listed) !== portOf(url)) return false
  const [name, wanted] = [hostNameOf(url), hostNameOf(listed)]
  return below ? name.endsWith(`.${wanted}`) : name === wanted
}

const portOf = (url: URL): string | undefined => url.port || defaultPorts.get(url.protocol)
