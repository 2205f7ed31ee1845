import { join } from 'node:path'
import { createIgnoreRules, ignoreAll, type IgnoreRules } from '../walk/ignore-rules.ts'
import { lookAtNames } from '../walk/look-at-names.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import { readFolder, type FolderRead } from '../walk/read-folder.ts'
import type { WalkProblem } from '../walk/walked-folder.ts'
import { compareFolder, goneFolder, hiddenFolder, loopFolder, untouchedFolder, type FolderListing } from './folder-listing.ts'
import { nextFolders, type FolderToList } from './next-folders.ts'
import { rootPath, type ScanRun } from './scan-run.ts'
import { stageListings } from './stage-listings.ts'

const batchSize = 512
const atATime = 16

/** Lists the frontier until nothing is left of it, and stages what differs from the catalog. Goes on where it was. */
export const walkFolders = async (run: ScanRun): Promise<void> => {
  const rules = await knownRules(run)
  const unreadable = await unreadableFolders(run)
  let listed = 0
  let batch = await nextFolders(run, batchSize)
  let listings = await listBatch(run, batch, { rules, unreadable })
  while (batch.length > 0) {
    // What comes next in order is read while this is staged; subfolders found meanwhile come in a later round.
    const upcoming = await nextFolders(run, batchSize, batch.at(-1))
    const listing = listBatch(run, upcoming, { rules, unreadable })
    listing.catch(() => {})
    await stageListings(run, listings)
    listed += batch.length
    run.progress({ phase: 'walking', current: listed, message: batch.at(-1)?.folder ?? '' })
    batch = upcoming.length > 0 ? upcoming : await nextFolders(run, batchSize)
    listings = upcoming.length > 0 ? await listing : await listBatch(run, batch, { rules, unreadable })
  }
}

interface WalkMemory {
  rules: RulesByRoot
  /** Keys of folders that could not be read. */
  unreadable: Set<string>
}

const listBatch = async (run: ScanRun, batch: readonly FolderToList[], { rules, unreadable }: WalkMemory): Promise<FolderListing[]> => {
  const reads = await mapBounded(batch, { limit: atATime, signal: run.signal }, async (to) => await readFolder(pathOf(run, to)))
  setRules(rules, batch, reads)
  const pairs = batch.map((to, index) => ({ to, read: reads[index] }))
  return await mapBounded(pairs, { limit: atATime, signal: run.signal }, async ({ to, read }) => {
    if (read === undefined || read.outcome === 'unreadable') return untouchedFolder(to, unreadableProblem(to, read?.error, unreadable))
    return await listFolder(run, to, { read, rules: rulesOf(rules, to.rootId) })
  })
}

const pathOf = (run: ScanRun, { rootId, folder }: FolderToList): string => join(rootPath(run, rootId), folder)

const listFolder = async (
  run: ScanRun,
  to: FolderToList,
  { read, rules }: { read: Exclude<FolderRead, { outcome: 'unreadable' }>; rules: IgnoreRules },
): Promise<FolderListing> => {
  if (read.outcome === 'gone') return goneFolder(to)
  if (to.trail.split(' ').includes(`${read.identity.device}:${read.identity.inode}`)) return loopFolder(to)
  if (read.ignoreRules?.includes(ignoreAll)) return hiddenFolder(to, read.identity, read.ignoreRules)
  // Rules above changed since this folder was known.
  if (rules.hides(to.folder, true)) return goneFolder(to, 'ignored')
  const walked = await lookAtNames(read.names, { root: rootPath(run, to.rootId), folder: to.folder, rules, signal: run.signal })
  return compareFolder(to, { ...read, walked }, run.clock.now())
}

/** Rules by root; those of a folder that is listed again replace the ones known. */
type RulesByRoot = Map<string, IgnoreRules>

const rulesOf = (rules: RulesByRoot, rootId: string): IgnoreRules => {
  const known = rules.get(rootId) ?? createIgnoreRules()
  rules.set(rootId, known)
  return known
}

/** Only the folders that have rules, so few. */
const knownRules = async ({ db, id, roots }: ScanRun): Promise<RulesByRoot> => {
  const rules: RulesByRoot = new Map()
  const known = db
    .selectFrom('backlot.folders')
    .select(['root_id', 'folder', 'ignore_patterns'])
    .where('root_id', 'in', ['0', ...roots.map((root) => root.id)])
    .where('ignore_patterns', 'is not', null)
  const seen = db
    .selectFrom('backlot.scan_folders')
    .select(['root_id', 'folder', 'ignore_patterns'])
    .where('scan_id', '=', id)
    .where('state', '=', 'listed')
    .where('ignore_patterns', 'is not', null)
  for (const row of [...(await known.execute()), ...(await seen.execute())])
    rulesOf(rules, row.root_id).set(row.folder, row.ignore_patterns ?? undefined)
  return rules
}

const setRules = (rules: RulesByRoot, batch: readonly FolderToList[], reads: readonly FolderRead[]): void => {
  for (const [index, to] of batch.entries()) {
    const read = reads[index]
    if (read?.outcome === 'read') rulesOf(rules, to.rootId).set(to.folder, read.ignoreRules)
  }
}

const unreadableFolders = async ({ db, id }: ScanRun): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('backlot.scan_folders')
    .select(['root_id', 'folder'])
    .where('scan_id', '=', id)
    .where('state', '=', 'untouched')
    .execute()
  return new Set(rows.map(({ root_id, folder }) => `${root_id}/${folder}`))
}

/** An unreadable folder is one problem, whatever is known below it. */
const unreadableProblem = ({ rootId, folder }: FolderToList, error: unknown, unreadable: Set<string>): WalkProblem[] => {
  const parts = folder.split('/')
  const above = parts.map((_, index) => `${rootId}/${parts.slice(0, index).join('/')}`)
  const told = above.some((path) => unreadable.has(path))
  unreadable.add(`${rootId}/${folder}`)
  if (told) return []
  const message = `This folder could not be read (${error instanceof Error ? error.message : String(error)}); what is known of it was left alone. Give the user that runs Backlot the right to read it.`
  return [{ kind: 'unreadable folder', message }]
}
