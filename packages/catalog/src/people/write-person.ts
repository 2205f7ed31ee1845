import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { storableJson } from '../rows-parameter.ts'
import { writeArtwork, type RemoteArtworkToWrite } from '../items/write-artwork.ts'
import { writeDetails } from '../items/write-details.ts'
import { writeExternalIds } from '../items/write-titles.ts'
import type { ExternalId } from '../items/known-items.ts'

/** What is known of a person; what is undefined stays as it is stored. */
export interface PersonToWrite {
  id: string
  name?: string | undefined
  biography?: string | undefined
  /** `YYYY-MM-DD` */
  born?: string | undefined
  died?: string | undefined
  birthplace?: string | undefined
  knownFor?: string | undefined
  otherNames?: string[] | undefined
  externalIds: ExternalId[]
  artwork: RemoteArtworkToWrite
  biographies: { language: string; biography: string }[]
}

/** Stores what is known of a person, in the caller's transaction. */
export const writePerson = async (tx: Kysely<CatalogDatabase>, person: PersonToWrite): Promise<void> => {
  const { id, externalIds, artwork, biographies, ...told } = person
  await sql`
    update backlot.people p set
      name = coalesce(r.name, p.name), biography = coalesce(r.biography, p.biography), born = coalesce(r.born, p.born),
      died = coalesce(r.died, p.died), birthplace = coalesce(r.birthplace, p.birthplace), known_for = coalesce(r."knownFor", p.known_for),
      other_names = coalesce(r."otherNames", p.other_names), thumb_url = coalesce(${artwork.pictures[0]?.url ?? null}, p.thumb_url)
    from jsonb_to_record(${storableJson(told)}::jsonb) as r (
      name text, biography text, born date, died date, birthplace text, "knownFor" text, "otherNames" text[]
    )
    where p.id = ${id}`.execute(tx)
  await writeExternalIds(tx, 'person', [{ id, externalIds }])
  await writeArtwork(tx, [{ id, replaces: true, artwork: { remote: artwork } }])
  const translations = biographies.map(({ language, biography }) => ({ language, overview: biography }))
  await writeDetails(tx, [{ id, replaces: true, ...(translations.length > 0 && { translations }) }])
}

/** A person, and what tells her from others. */
export interface KnownPerson {
  id: string
  name: string
  /** `tmdb:31`, `imdb:nm0000158`, or `name:max schreck` while no provider's id is known. */
  knownBy: string
  externalIds: ExternalId[]
}

/** The person of an id; undefined when there is none. */
export const findPerson = async (db: Kysely<CatalogDatabase>, id: string): Promise<KnownPerson | undefined> => {
  const { rows } = await sql<KnownPerson>`
    select p.id, p.name, p.known_by as "knownBy", coalesce(
      (select jsonb_agg(jsonb_build_object('provider', e.provider, 'value', e.value)) from backlot.item_external_ids e where e.item_id = p.id), '[]'
    ) as "externalIds"
    from backlot.people p where p.id = ${id}`.execute(db)
  return rows[0]
}
