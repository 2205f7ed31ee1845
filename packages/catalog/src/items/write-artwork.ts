import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Pictures of an item: those beside its files, by folder, and addresses that a source offers. */
export interface ArtworkToWrite {
  /** The folder that was looked through; its pictures replace the ones stored from there. */
  local?: { rootId: string; folder: string; pictures: { type: string; name: string }[] } | undefined
  /** For each source: replaces what is stored from it; of other sources it stays. */
  remote?: RemoteArtworkToWrite | readonly RemoteArtworkToWrite[] | undefined
}

/** The pictures that one source offers. */
export interface RemoteArtworkToWrite {
  source: string
  pictures: RemotePicture[]
}

/** A picture that a source offers. */
export interface RemotePicture {
  type: string
  url: string
  /** Of the words in it. */
  language?: string
  width?: number
  height?: number
  /** What the source's users think of it, of 10. */
  rating?: number
}

/** Replaces the artwork of items, each place for itself. */
export const writeArtwork = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly { id: string; replaces: boolean; artwork: ArtworkToWrite }[],
): Promise<void> => {
  const places = items
    .filter(({ replaces }) => replaces)
    .flatMap(({ id, artwork: { local, remote } }) => [
      ...(local === undefined ? [] : [{ item_id: id, source: 'local', root_id: local.rootId, folder: local.folder }]),
      ...remotesOf(remote).map(({ source }) => ({ item_id: id, source, root_id: null, folder: null })),
    ])
  const rows = items.flatMap(({ id, artwork: { local, remote } }) => [
    ...(local?.pictures ?? []).map(({ type, name }, position) => ({
      item_id: id,
      type,
      position,
      source: 'local',
      root_id: local?.rootId,
      folder: local?.folder,
      name,
    })),
    ...remotesOf(remote).flatMap(({ source, pictures }) =>
      pictures.map((picture, position) => ({ item_id: id, position, source, ...picture })),
    ),
  ])
  if (places.length > 0) {
    await sql`
      delete from backlot.artwork a using jsonb_to_recordset(${rowsParameter(places)}) as r (item_id uuid, source text, root_id bigint, folder text)
      where a.item_id = r.item_id and a.source = r.source
        and a.root_id is not distinct from r.root_id and a.folder is not distinct from r.folder`.execute(tx)
  }
  if (rows.length === 0) return
  await sql`
    insert into backlot.artwork (item_id, type, position, source, root_id, folder, name, url, language, width, height, rating)
    select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      item_id uuid, type text, position integer, source text, root_id bigint, folder text, name text, url text,
      language text, width integer, height integer, rating real
    )`.execute(tx)
}

const remotesOf = (remote: ArtworkToWrite['remote'] = []): readonly RemoteArtworkToWrite[] => [remote].flat()
