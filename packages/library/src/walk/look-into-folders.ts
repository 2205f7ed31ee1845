import { join } from 'node:path'
import type { FileIdentity } from './file-identity.ts'
import type { FolderAccess } from './folder-access.ts'
import { createIgnoreRules, ignoreAll, type IgnoreRules } from './ignore-rules.ts'
import { lookAtNames } from './look-at-names.ts'
import { mapBounded } from './map-bounded.ts'
import { readFolder, type FolderRead } from './read-folder.ts'
import type { WalkedFolder } from './walked-folder.ts'

/** A folder to look into. */
export interface FolderToLook {
  /** The path of its root. */
  root: string
  /** Relative to the root; '' is the root itself. */
  folder: string
  /** Which folders lie above it: `device:inode` of each, with spaces between. */
  trail: string
}

/** The ignore rules of folders, by root and folder. */
export type KnownRules = Map<string, Map<string, string[]>>

/** What was found in a folder. */
export type FolderLook =
  | { outcome: 'gone' }
  /** Rules of a folder above hide it. */
  | { outcome: 'ignored' }
  /** It is the same as one above it. */
  | { outcome: 'loop' }
  | { outcome: 'unreadable'; message: string }
  /** Its own rules hide all that is in it. */
  | { outcome: 'hidden'; identity: FileIdentity; ignoreRules: string[] }
  | { outcome: 'seen'; identity: FileIdentity; names: string[]; ignoreRules: string[] | undefined; walked: WalkedFolder }

export interface LookRequest {
  folders: readonly FolderToLook[]
  /** What is known of folders above; those that are looked into tell their own. */
  rules: KnownRules
}

const atATime = 16

/** Looks into folders. In and out goes plain data, so that a thread can do it. */
export const lookIntoFolders = async (
  { folders, rules }: LookRequest,
  { access, signal }: { access: FolderAccess; signal: AbortSignal },
): Promise<FolderLook[]> => {
  const reads = await mapBounded(folders, { limit: atATime, signal }, async (to) => await readFolder(join(to.root, to.folder), access))
  const rulesOfRoots = rulesWith(rules, folders, reads)
  const pairs = folders.map((to, index) => ({ to, read: reads[index] }))
  return await mapBounded(pairs, { limit: atATime, signal }, async ({ to, read }): Promise<FolderLook> => {
    if (read === undefined || read.outcome === 'gone') return { outcome: 'gone' }
    if (read.outcome === 'unreadable') return { outcome: 'unreadable', message: messageOf(read.error) }
    const { identity, names, ignoreRules } = read
    if (to.trail.split(' ').includes(`${identity.device}:${identity.inode}`)) return { outcome: 'loop' }
    if (ignoreRules?.includes(ignoreAll)) return { outcome: 'hidden', identity, ignoreRules }
    const own = rulesOfRoots.get(to.root) ?? createIgnoreRules()
    if (own.hides(to.folder, true)) return { outcome: 'ignored' }
    const walked = await lookAtNames(names, { ...to, rules: own, access, signal })
    return { outcome: 'seen', identity, names: names.map(({ name }) => name), ignoreRules, walked }
  })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Rules by root; those of a folder that was read replace the ones known. */
const rulesWith = (known: KnownRules, folders: readonly FolderToLook[], reads: readonly FolderRead[]): Map<string, IgnoreRules> => {
  const roots = new Set([...known.keys(), ...folders.map(({ root }) => root)])
  const rules = new Map(Array.from(roots, (root) => [root, createIgnoreRules()]))
  for (const [root, patterns] of known) for (const [folder, its] of patterns) rules.get(root)?.set(folder, its)
  for (const [index, { root, folder }] of folders.entries()) {
    const read = reads[index]
    if (read?.outcome === 'read') rules.get(root)?.set(folder, read.ignoreRules)
  }
  return rules
}
