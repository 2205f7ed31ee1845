import type { PathMapping } from '../client/arr-instance.ts'

/** A mapping that would bring what a server calls its folders to where they are here. */
export interface ProposedMapping extends PathMapping {
  /** How many of the server's folders below `remote` are found by it, */
  matches: number
  /** of how many. */
  of: number
}

/**
 * Proposes path mappings from the folders that a server names and those that are here: folders of one name say which
 * beginnings stand for each other, and the most frequent wins. Only what finds at least half of the folders below it, and two of them
 * where there are two. Pure.
 */
export const proposeMappings = (remoteFolders: readonly string[], localFolders: readonly string[]): ProposedMapping[] => {
  const remotes = [...new Set(remoteFolders.map((folder) => folder.replaceAll('\\', '/').replace(/\/+$/, '')))]
  const byName = Map.groupBy(new Set(localFolders), nameOf)
  const votes = new Map<string, Map<string, number>>()
  for (const remote of remotes) {
    const pairs = new Set((byName.get(nameOf(remote)) ?? []).map((local) => beginnings(remote, local).join('\n')))
    for (const pair of pairs) {
      const [from = '', to = ''] = pair.split('\n')
      const tos = votes.get(from) ?? new Map<string, number>()
      votes.set(from, tos.set(to, (tos.get(to) ?? 0) + 1))
    }
  }
  return [...votes]
    .flatMap(([remote, tos]): ProposedMapping[] => {
      const [best] = [...tos].toSorted(([, a], [, b]) => b - a)
      const of = remotes.filter((folder) => folder.startsWith(`${remote}/`)).length
      return best === undefined ? [] : [{ remote, local: best[0], matches: best[1], of }]
    })
    .filter(({ remote, local, matches, of }) => remote !== local && matches * 2 >= of && matches >= Math.min(2, of))
    .toSorted((a, b) => b.matches - a.matches)
}

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1).normalize('NFC')

/** What is left of two paths without the folders that both end with. */
const beginnings = (remote: string, local: string): [string, string] => {
  const [from, to] = [remote.split('/'), local.split('/')]
  while (from.length > 2 && to.length > 2 && from.at(-1)?.normalize('NFC') === to.at(-1)?.normalize('NFC')) {
    from.pop()
    to.pop()
  }
  return [from.join('/'), to.join('/')]
}
