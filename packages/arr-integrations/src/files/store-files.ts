import { assignFiles, filesAt, markMissing, moveFiles, writeFiles, type FileAt, type FileMatch, type FileToWrite } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import type { Place } from './library-roots.ts'
import type { FileOnDisk } from './look-at-file.ts'
import type { FormerFile, SeenItem } from './look-at-items.ts'
import { playableItems } from './playable-items.ts'

/** What came of the files of items. */
export interface StoredFiles {
  /** The file for each of the server's, by its id there. */
  fileIds: Map<number, string>
  /** As `fileIds`, without those about which a person decided. */
  assigned: Map<number, string>
  /** Files that nothing had been known of, or whose content is another: whoever reads names and NFOs has to look at them. */
  toRead: { libraryId: string; path: string }[]
  /** Items that lost a file to one of these. */
  lost: string[]
  /** Items that have a file now and had none before, of the server's or of a scan's. */
  available: Set<string>
  /** Files that were missing and are back. */
  returned: string[]
  missing: number
}

/**
 * Stores the files of items: new ones are made, renamed ones keep all that is known of them, those that are gone from disk
 * are marked missing, after what is new was written. A file that a person decided about stays as she decided. A fixed
 * number of statements, and one more for each library.
 */
export const storeFiles = async (
  tx: Kysely<ArrDatabase>,
  items: readonly (SeenItem & { itemId: string })[],
  why: string,
): Promise<StoredFiles> => {
  const match: FileMatch = { confidence: 1, why, by: 'scan' }
  const wanted = items.flatMap((item) =>
    item.files.flatMap((file) => (file.place === undefined ? [] : [{ ...file, place: file.place, item }])),
  )
  const before = await atPlaces(tx, wanted)
  const playable = await playableItems(
    tx,
    items.map(({ itemId }) => itemId),
  )
  const moves: { id: string; to: Place & { itemFolder: string; mtimeNs: string } }[] = []
  const made: (FileToWrite & { libraryId: string })[] = []
  const toRead: StoredFiles['toRead'] = []
  const taken = new Set<string>()

  for (const { place, path, look, item, remote } of wanted) {
    if (typeof look === 'string' || taken.has(keyOf(place))) continue
    taken.add(keyOf(place))
    const known = before.get(keyOf(place))
    const itemFolder = itemFolderOf(item, place)
    const moved = known === undefined ? sameFile(item.former, remote.remoteId, look) : undefined
    if (moved !== undefined && !moves.some(({ id }) => id === moved.id))
      moves.push({ id: moved.id, to: { ...place, itemFolder, mtimeNs: look.mtimeNs } })
    else if (known === undefined) made.push({ ...newFile(place, look, match), itemFolder, itemId: item.itemId, libraryId: place.libraryId })
    if (moved === undefined && (known === undefined || known.size !== look.size || known.mtimeNs !== look.mtimeNs))
      toRead.push({ libraryId: place.libraryId, path })
  }
  await moveFiles(tx, moves)
  for (const [libraryId, files] of Map.groupBy(made, (file) => file.libraryId)) await writeFiles(tx, libraryId, files)

  const now = await atPlaces(tx, wanted)
  const there = wanted.flatMap(({ place, look, item, remote }) => {
    const file = now.get(keyOf(place))
    return file === undefined ? [] : [{ file, itemId: item.itemId, remoteId: remote.remoteId, isThere: typeof look !== 'string' }]
  })
  const lost = await assignFiles(
    tx,
    there.flatMap(({ file, itemId, isThere }) => (isThere ? [{ id: file.id, itemId, match }] : [])),
  )
  const kept = new Set([...moves.map(({ id }) => id), ...there.map(({ file }) => file.id)])
  const gone = items.flatMap(({ former }) => former.flatMap(({ id, isGone }) => (isGone && !kept.has(id) ? id : [])))
  await markMissing(tx, gone)
  return {
    fileIds: new Map(there.map(({ file, remoteId }) => [remoteId, file.id])),
    assigned: new Map(there.flatMap(({ file, remoteId }) => (isByHand(file) ? [] : [[remoteId, file.id] as const]))),
    toRead,
    lost,
    available: new Set(
      items.flatMap((item) =>
        hadNone(item) && !playable.has(item.itemId) && there.some((one) => one.itemId === item.itemId && one.isThere) ? item.itemId : [],
      ),
    ),
    returned: [...before.values()].flatMap(({ id, missing }) => (missing ? [id] : [])),
    missing: gone.length,
  }
}

const isByHand = ({ match, state }: FileAt): boolean => match?.by === 'manual' || state === 'ignored'

const atPlaces = async (tx: Kysely<ArrDatabase>, files: readonly { place: Place }[]): Promise<Map<string, FileAt>> =>
  new Map(
    (
      await filesAt(
        tx,
        files.map(({ place }) => place),
      )
    ).map((file) => [keyOf(file), file]),
  )

const keyOf = ({ rootId, folder, name }: { rootId: string; folder: string; name: string }): string => `${rootId}/${folder}/${name}`

/** The folder that the server gives the item; where the file is not below that, the file's own. */
const itemFolderOf = ({ folder }: SeenItem, place: Place): string => {
  const own = folder?.rootId === place.rootId ? folder.folder : undefined
  return own !== undefined && (place.folder === own || place.folder.startsWith(`${own}/`)) ? own : place.folder
}

/** The file that was here before under another name: by what the disk says of it, else by the server's id and its size. */
const sameFile = (former: readonly FormerFile[], remoteId: number, { device, inode, size }: FileOnDisk): FormerFile | undefined =>
  former.find((file) => file.isGone && file.size === size && file.device === device && file.inode === inode) ??
  former.find((file) => file.isGone && file.size === size && file.remoteId === remoteId)

const hadNone = ({ known }: SeenItem): boolean => (known?.files ?? []).every(({ file }: { file: unknown }) => file === null)

const newFile = (
  { rootId, folder, name }: Place,
  { size, device, inode }: FileOnDisk,
  match: FileMatch,
): Omit<FileToWrite, 'itemId' | 'itemFolder'> => ({
  rootId,
  folder,
  name,
  size,
  // Not what it is: so a scan that comes first takes it as changed, and reads its name and what lies beside it.
  mtimeNs: '0',
  device,
  inode,
  fingerprint: null,
  role: 'feature',
  extraType: null,
  part: null,
  edition: null,
  version: null,
  facts: null,
  match,
  state: 'matched',
})
