import type { PathMapping } from '../client/arr-instance.ts'

/** Where a path of a server is for us: by the mapping whose folder is the longest that it is below, else the same path. */
export const mapPath = (mappings: readonly PathMapping[], remotePath: string): string => {
  const path = remotePath.replaceAll('\\', '/')
  const [mapping] = mappings
    .map(({ remote, local }) => ({ remote: trimmed(remote.replaceAll('\\', '/')), local: trimmed(local) }))
    .filter(({ remote }) => path === remote || path.startsWith(`${remote}/`))
    .toSorted((a, b) => b.remote.length - a.remote.length)
  return mapping === undefined ? path : `${mapping.local}${path.slice(mapping.remote.length)}`
}

const trimmed = (folder: string): string => folder.replace(/\/+$/, '')
