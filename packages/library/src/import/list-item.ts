import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { classifyFile, isDiscFolder } from '@backlot/media-names'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { Sidecar } from '../scan/scan-tables.ts'
import { discIdentity } from '../walk/disc-identity.ts'
import { identityOf, type FileIdentity } from '../walk/file-identity.ts'
import { judgeName } from '../walk/judge-name.ts'
import { listedFile, type ListedRow } from './listed-row.ts'
import type { ItemListing, ListedFile } from './scan-importer.ts'

/** Which item of which root. */
export interface ItemAddress {
  rootId: string
  rootPath: string
  itemFolder: string
}

/** Some of the files of an item, in the order of folder and name. */
export interface FilePage {
  limit: number
  after?: ItemListing['more'] | undefined
}

/**
 * One item as a scan would list it, outside of a scan: the files that the catalog has, with the NFOs and pictures that are
 * on disk now. A path (absolute) is looked at on disk and listed as changed; rejects when it cannot be seen. With a page only
 * so many files after one.
 */
export const listItem = async (db: Kysely<LibraryDatabase>, address: ItemAddress, what?: string | FilePage): Promise<ItemListing> => {
  const [file, page] = typeof what === 'string' ? [what, undefined] : [undefined, what]
  const known = await knownFiles(db, address, page)
  const last = page !== undefined && known.length === page.limit ? known.at(-1) : undefined
  const files = file === undefined ? known : withFile(known, await lookAt(address, file))
  const folders = new Set([address.itemFolder, ...files.map(({ folder }) => folder)])
  const sidecars = await Promise.all(
    [...folders].map(async (folder) => ({ folder, names: await sidecarNames(join(address.rootPath, folder)) })),
  )
  return {
    ...address,
    refresh: file === undefined,
    ...(last !== undefined && { more: { folder: last.folder, name: last.name } }),
    files,
    sidecars,
  }
}

/** Whether a name in a folder is one that a scan would take as a video, and if not, why. */
export const isVideoName = (name: string, isFolder: boolean): { taken: true } | { taken: false; why: string } => {
  const verdict = judgeName({ name, kind: isFolder ? 'folder' : 'file', usable: true })
  if (verdict.do === 'take' && verdict.as !== 'sidecar') return { taken: true }
  return { taken: false, why: verdict.do === 'skip' ? verdict.reason : 'not a video file' }
}

const knownFiles = async (
  db: Kysely<LibraryDatabase>,
  { rootId, itemFolder }: ItemAddress,
  page: FilePage | undefined,
): Promise<ListedFile[]> => {
  const { rows } = await sql<ListedRow>`
    select id, folder, name, role = 'disc' as disc, size, mtime_ns, device, inode, fingerprint, null as change, item_id, state, match
    from backlot.files where root_id = ${rootId} and item_folder = ${itemFolder} collate "C" and missing_since is null
      and (folder, name) > (${page?.after?.folder ?? ''}::text collate "C", ${page?.after?.name ?? ''}::text collate "C")
    order by folder, name limit ${page?.limit ?? null}`.execute(db)
  return rows.map(listedFile)
}

type FileOnDisk = FileIdentity & { folder: string; name: string; disc: boolean }

const lookAt = async ({ rootPath }: ItemAddress, path: string): Promise<FileOnDisk> => {
  const [folder, name] = [relative(rootPath, dirname(path)), basename(path)]
  const stats = await lstat(path, { bigint: true })
  const disc = stats.isDirectory() && isDiscFolder(name)
  const identity = disc ? await discIdentity(path) : identityOf(stats.isSymbolicLink() ? await stat(path, { bigint: true }) : stats)
  return { folder, name, disc, ...identity }
}

const withFile = (known: readonly ListedFile[], file: FileOnDisk): ListedFile[] => {
  const earlier = known.find(({ folder, name }) => folder === file.folder && name === file.name)
  const same = earlier !== undefined && earlier.size === file.size && earlier.mtimeNs === file.mtimeNs
  const listed: ListedFile = {
    ...file,
    fingerprint: same ? earlier.fingerprint : null,
    change: earlier === undefined ? 'new' : 'changed',
    known: earlier?.known ?? null,
  }
  return [...known.filter((other) => other !== earlier), listed]
}

const sidecarNames = async (folder: string): Promise<Sidecar[]> => {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => ['nfo', 'image'].includes(classifyFile(name)))
    .toSorted()
    .map((name) => [name, 0, '0'])
}
