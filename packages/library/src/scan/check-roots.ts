import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isIgnoredFolder } from '@backlot/media-names'
import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { recordProblems } from '../problems/record-problems.ts'
import { tellOfRoots } from '../telling/tell-of-roots.ts'
import { identityOf, saysGone } from '../walk/file-identity.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import type { ScanRoot, ScanRun } from './scan-run.ts'
import { sleep } from './sleep.ts'

/** A root as it is stored. */
interface StoredRoot extends ScanRoot {
  status: string
  device: string | null
  inode: string | null
  /** Files that were there when it was last seen; 0 only when the catalog has none there that is not missing. */
  files: number
}

/** What looking at a root gave: its identity, or why nothing below it may be touched. */
type RootState = { online: true; device: string; inode: string } | { online: false; reason: string }

/** A root that does not answer for this long is offline. */
const patienceMs = 20_000

/**
 * Looks whether each root of the library is really there, stores that, and gives those that are. A root that is missing,
 * unreadable, suddenly empty or another file system is offline: a problem, and nothing below it is touched.
 */
export const checkRoots = async (run: Omit<ScanRun, 'roots'>): Promise<ScanRoot[]> => {
  const roots = await storedRoots(run.db, run.libraryId)
  const states = await mapBounded(roots, { limit: 8, signal: run.signal }, async (root) => await lookAtRoot(run, root))
  const looked = roots.map((root, index) => ({ root, state: states[index] ?? offline('was not looked at') }))
  await inTransaction(run.db, async (tx) => {
    await storeStates(tx, looked)
    const told = looked.map(({ root: { id, path, status }, state }) => ({
      id,
      path,
      status,
      offline: state.online ? undefined : state.reason,
    }))
    await tellOfRoots(tx, run, told)
  })
  await recordProblems(
    run.db,
    run,
    looked.flatMap(({ root, state }) => (state.online ? [] : [offlineProblem(root, state.reason)])),
  )
  return looked.filter(({ state }) => state.online).map(({ root: { id, path } }) => ({ id, path }))
}

const offline = (reason: string): RootState => ({ online: false, reason })

const offlineProblem = ({ id, path }: ScanRoot, reason: string) => ({
  rootId: id,
  folder: '',
  path,
  source: 'root' as const,
  kind: 'root offline',
  severity: 'error' as const,
  message: `The root folder ${reason}. Nothing below it was changed; connect it again and scan.`,
})

const storedRoots = async (db: Kysely<LibraryDatabase>, libraryId: string): Promise<StoredRoot[]> => {
  const { rows } = await sql<StoredRoot>`
    select r.id, r.path, r.status, r.device, r.inode,
      case when exists (select from backlot.files f where f.root_id = r.id and f.missing_since is null)
        then greatest(r.file_count, 1) else 0 end as files
    from backlot.library_roots r where r.library_id = ${libraryId} order by r.id`.execute(db)
  return rows
}

const lookAtRoot = async (run: Omit<ScanRun, 'roots'>, root: StoredRoot): Promise<RootState> => {
  const patience = new AbortController()
  const silent = sleep(run.clock, patienceMs, patience.signal).then(
    () => offline(`does not answer (${patienceMs / 1000} s)`),
    () => offline('was not waited for'),
  )
  try {
    return await Promise.race([examineRoot(run, root), silent])
  } finally {
    patience.abort()
  }
}

const examineRoot = async (run: Omit<ScanRun, 'roots'>, root: StoredRoot): Promise<RootState> => {
  try {
    const stats = await stat(root.path, { bigint: true })
    if (!stats.isDirectory()) return offline('is not a folder')
    const { device, inode } = identityOf(stats)
    const names = await readdir(root.path)
    const empty = names.every((name) => isIgnoredFolder(name))
    if (empty && root.files > 0 && !run.allowMassRemoval) {
      return offline(
        `is empty although ${root.files} files are known there: is its disk mounted? If it was really emptied, scan with --allow-mass-removal`,
      )
    }
    const same = root.device === null || (root.device === device && root.inode === inode)
    if (!same && !(await holdsKnownFiles(run.db, root)) && !run.allowMassRemoval) {
      return offline(
        'is another file system than before and holds none of the known files: is the right disk mounted? If so, scan with --allow-mass-removal',
      )
    }
    return { online: true, device, inode }
  } catch (error) {
    if (saysGone(error)) return offline('does not exist')
    return offline(`could not be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

/** Device numbers change over restarts, and people move disks: the root is the same when half of a sample of its files is there. */
const holdsKnownFiles = async (db: Kysely<LibraryDatabase>, root: StoredRoot): Promise<boolean> => {
  if (root.files === 0) return true
  const { rows } = await sql<{ folder: string; name: string }>`
    select folder, name from backlot.files where root_id = ${root.id} and missing_since is null
    order by hashint8(id), id limit 20`.execute(db)
  const there = await Promise.all(
    rows.map(
      async ({ folder, name }) =>
        await lstat(join(root.path, folder, name)).then(
          () => true,
          () => false,
        ),
    ),
  )
  return there.filter(Boolean).length * 2 >= rows.length
}

const storeStates = async (db: Kysely<LibraryDatabase>, looked: readonly { root: StoredRoot; state: RootState }[]): Promise<void> => {
  const rows = looked.map(({ root, state }) => ({
    id: root.id,
    status: state.online ? 'online' : 'offline',
    reason: state.online ? null : state.reason,
    device: state.online ? state.device : root.device,
    inode: state.online ? state.inode : root.inode,
  }))
  await sql`
    update backlot.library_roots l
    set status = r.status, reason = r.reason, device = r.device, inode = r.inode, checked_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, status text, reason text, device text, inode text)
    where l.id = r.id`.execute(db)
}
