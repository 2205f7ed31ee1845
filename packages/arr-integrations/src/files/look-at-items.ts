import { join } from 'node:path'
import { knownManagedItems, type KnownManagedItem, type ManagedSource } from '@backlot/catalog'
import { mapBounded } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import type { PathMapping } from '../client/arr-instance.ts'
import type { RemoteFile, RemoteItem } from '../sync/remote-item.ts'
import { placeOf, type LibraryRoot, type Place } from './library-roots.ts'
import { isRootThere, lookAtFile, type Look } from './look-at-file.ts'
import { mapPath } from './map-path.ts'

/** A file that a server has: where it is for us, and what is there. */
export interface SeenFile {
  remote: RemoteFile
  /** Absolute, ours. */
  path: string
  /** Undefined: in no library. */
  place: Place | undefined
  look: Look
}

/** A file that the server had at an earlier sync and has no more, or not there. */
export interface FormerFile {
  id: string
  remoteId: number
  size: number
  device: string
  inode: string
  /** Nothing is there, and its root is. */
  isGone: boolean
}

/** What a server says of an item beside what is known of it and what is on disk. */
export interface SeenItem<Item extends RemoteItem = RemoteItem> {
  item: Item
  known: KnownManagedItem | undefined
  /** Where its folder is for us; undefined: in no library. */
  folder: Place | undefined
  files: SeenFile[]
  former: FormerFile[]
}

/** What is needed to find a server's files here. */
export interface Whereabouts {
  source: ManagedSource
  roots: readonly LibraryRoot[]
  mappings: readonly PathMapping[]
}

const looksAtATime = 32

/** Looks at the files of items on disk, those that a server has and those that it had: one statement, and one look a file. */
export const lookAtItems = async <Item extends RemoteItem>(
  db: Kysely<ArrDatabase>,
  items: readonly Item[],
  { source, roots, mappings, signal }: Whereabouts & { signal: AbortSignal },
): Promise<SeenItem<Item>[]> => {
  const ids = items.map(({ remoteId }) => remoteId)
  const known = new Map((await knownManagedItems(db, source, ids)).map((item) => [item.remoteId, item]))
  const rootsThere = new Map<string, Promise<boolean>>()
  const rootIsThere = async (root: LibraryRoot): Promise<boolean> => {
    const asked = rootsThere.get(root.id) ?? isRootThere(root)
    rootsThere.set(root.id, asked)
    return await asked
  }
  return await mapBounded(items, { limit: looksAtATime, signal }, async (item) => {
    const files = await Promise.all(item.files.map(async (remote) => await lookAtRemote(remote, { roots, mappings })))
    const before = known.get(item.remoteId)
    const former: FormerFile[] = []
    for (const { remoteId, file } of before?.files ?? []) {
      if (file === null || files.some(({ place }) => place !== undefined && samePlace(place, file))) continue
      const root = roots.find(({ id }) => id === file.rootId)
      const look = root === undefined ? 'unseen' : await lookAtFile(join(root.path, file.folder, file.name))
      former.push({ ...file, remoteId, isGone: root !== undefined && look === 'gone' && (await rootIsThere(root)) })
    }
    const folder = item.path === undefined ? undefined : placeOf(roots, `${mapPath(mappings, item.path).replace(/\/+$/, '')}/.`)
    return { item, known: before, folder, files, former }
  })
}

const lookAtRemote = async (remote: RemoteFile, { roots, mappings }: Pick<Whereabouts, 'roots' | 'mappings'>): Promise<SeenFile> => {
  const path = mapPath(mappings, remote.path)
  const place = placeOf(roots, path)
  return { remote, path, place, look: place === undefined ? 'unseen' : await lookAtFile(path) }
}

const samePlace = (place: Place, file: { rootId: string; folder: string; name: string }): boolean =>
  place.rootId === file.rootId && place.folder === file.folder && place.name === file.name
