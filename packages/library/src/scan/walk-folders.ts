import type { FolderLook, KnownRules } from '../walk/look-into-folders.ts'
import type { WalkProblem } from '../walk/walked-folder.ts'
import { compareFolder, goneFolder, hiddenFolder, loopFolder, untouchedFolder, type FolderListing } from './folder-listing.ts'
import { lookIntoMany } from './look-into-many.ts'
import { nextFolders, type FolderToList } from './next-folders.ts'
import { rootPath, type ScanRun } from './scan-run.ts'
import { stageListings } from './stage-listings.ts'

const batchSize = 512

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
  rules: KnownRules
  /** Keys of folders that could not be read. */
  unreadable: Set<string>
}

const listBatch = async (run: ScanRun, batch: readonly FolderToList[], { rules, unreadable }: WalkMemory): Promise<FolderListing[]> => {
  const folders = batch.map(({ rootId, folder, trail }) => ({ root: rootPath(run, rootId), folder, trail }))
  const looks = await lookIntoMany(run, { folders, rules })
  return batch.map((to, index) => {
    const look = looks[index] ?? { outcome: 'gone' }
    keepRules(rules, rootPath(run, to.rootId), to.folder, look)
    return listingOf(to, look, { now: run.clock.now(), unreadable })
  })
}

const listingOf = (to: FolderToList, look: FolderLook, { now, unreadable }: { now: number; unreadable: Set<string> }): FolderListing => {
  switch (look.outcome) {
    case 'unreadable':
      return untouchedFolder(to, unreadableProblem(to, look.message, unreadable))
    case 'gone':
      return goneFolder(to)
    case 'ignored':
      return goneFolder(to, 'ignored')
    case 'loop':
      return loopFolder(to)
    case 'hidden':
      return hiddenFolder(to, look.identity, look.ignoreRules)
    case 'seen':
      return compareFolder(to, look, now)
  }
}

/** Those of a folder that is looked into again replace the ones known. */
const keepRules = (rules: KnownRules, root: string, folder: string, look: FolderLook): void => {
  if (look.outcome !== 'seen' && look.outcome !== 'hidden') return
  if (look.ignoreRules === undefined) rules.get(root)?.delete(folder)
  else rules.get(root)?.set(folder, look.ignoreRules)
}

/** Only the folders that have rules, so few. */
const knownRules = async (run: ScanRun): Promise<KnownRules> => {
  const { db, id, roots } = run
  // Of a root that went offline since an earlier attempt, nothing is walked.
  const rootIds = ['0', ...roots.map((root) => root.id)]
  const known = db
    .selectFrom('backlot.folders')
    .select(['root_id', 'folder', 'ignore_patterns'])
    .where('root_id', 'in', rootIds)
    .where('ignore_patterns', 'is not', null)
  const seen = db
    .selectFrom('backlot.scan_folders')
    .select(['root_id', 'folder', 'ignore_patterns'])
    .where('scan_id', '=', id)
    .where('root_id', 'in', rootIds)
    .where('state', '=', 'listed')
    .where('ignore_patterns', 'is not', null)
  const rules: KnownRules = new Map(roots.map(({ path }) => [path, new Map()]))
  for (const { root_id, folder, ignore_patterns } of [...(await known.execute()), ...(await seen.execute())])
    rules.get(rootPath(run, root_id))?.set(folder, ignore_patterns ?? [])
  return rules
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
const unreadableProblem = ({ rootId, folder }: FolderToList, reason: string, unreadable: Set<string>): WalkProblem[] => {
  const parts = folder.split('/')
  const above = parts.map((_, index) => `${rootId}/${parts.slice(0, index).join('/')}`)
  const told = above.some((path) => unreadable.has(path))
  unreadable.add(`${rootId}/${folder}`)
  if (told) return []
  const message = `This folder could not be read (${reason}); what is known of it was left alone. Give the user that runs Backlot the right to read it.`
  return [{ kind: 'unreadable folder', message }]
}
