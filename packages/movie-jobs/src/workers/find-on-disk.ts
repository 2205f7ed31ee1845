import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { listItem, type ItemListing } from '@backlot/library'
import type { MediaFacts } from '@backlot/metadata'
import { sql } from 'kysely'
import type { FoundFilm } from '../import/found-film.ts'
import { groupItem } from '../import/group-item.ts'
import { readSidecars } from '../import/read-sidecars.ts'
import type { MoviePorts } from '../ports.ts'

/** The film among the files on disk: of several places the first with an NFO, else the first. */
export const findOnDisk = async ({ db }: Pick<MoviePorts, 'db'>, movieId: string, signal: AbortSignal): Promise<FoundFilm | undefined> => {
  const { rows } = await sql<{ rootId: string; rootPath: string; itemFolder: string }>`
    select distinct f.root_id as "rootId", r.path as "rootPath", f.item_folder as "itemFolder"
    from backlot.files f join backlot.library_roots r on r.id = f.root_id
    where f.item_id = ${movieId} and f.missing_since is null and f.role <> 'extra'
    order by 1, 3 limit 20`.execute(db)
  const found: FoundFilm[] = []
  for (const address of rows) {
    const films = await filmsOf(await listItem(db, address), movieId, signal)
    // On a root that is offline there is no NFO to be seen, which must not look like one that was deleted.
    for (const film of films) if (await isThere(address.rootPath, film)) found.push(film)
  }
  return found.find(({ nfo }) => nfo !== undefined) ?? found[0]
}

const isThere = async (rootPath: string, { files }: FoundFilm): Promise<boolean> => {
  const [first] = files
  if (first === undefined) return false
  const { folder, name } = first.file
  return await lstat(join(rootPath, folder, name)).then(
    () => true,
    () => false,
  )
}

const filmsOf = async (item: ItemListing, movieId: string, signal: AbortSignal): Promise<FoundFilm[]> => {
  const { films } = groupItem(item)
  const own = films.filter(({ files }) => files.some(({ file }) => file.known?.itemId === movieId))
  const read: FoundFilm[] = []
  for (const film of own) read.push((await readSidecars(film, { item, films, signal })).film)
  return read
}

/** What the container of a film's first file says: as it was read before, with `force` anew. */
export const mediaOf = async (
  { db, probe }: Pick<MoviePorts, 'db' | 'probe'>,
  { film, force, signal }: { film: FoundFilm; force: boolean; signal: AbortSignal },
): Promise<MediaFacts | undefined> => {
  const file = film.files[0]?.file
  if (file === undefined || file.known === null || file.disc) return undefined
  const row = await db
    .selectFrom('backlot.files as f')
    .innerJoin('backlot.library_roots as r', 'r.id', 'f.root_id')
    .select(['f.media', 'r.path'])
    .where('f.id', '=', file.known.id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Stored by the probe in the same words.
  if (row.media !== null && !force) return row.media as unknown as MediaFacts
  return await probe.probe([row.path, file.folder, file.name].filter((part) => part !== '').join('/'), { signal })
}
