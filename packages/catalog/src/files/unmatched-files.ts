import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { ExternalId } from '../items/known-items.ts'
import type { MatchCandidate } from './files-table.ts'

/** The unmatched files of one folder, to be matched at once. */
export interface UnmatchedFolder {
  libraryId: string
  rootId: string
  /** Relative to the root; empty for the root itself. */
  folder: string
  /** Absolute. */
  path: string
  files: {
    id: string
    name: string
    size: number
    /** What its name says. */
    title: string | null
    year: number | null
    season: number | null
    episodes: number[] | null
    /** Numbers that run through all seasons. */
    absolute: number[] | null
    airDate: string | null
    candidates: MatchCandidate[]
  }[]
}

/** Unmatched files by folder, in the order of their paths; at most `limit` (100) folders after `offset`. */
export const listUnmatched = async (
  db: Kysely<CatalogDatabase>,
  { libraryId, limit = 100, offset = 0 }: { libraryId?: string; limit?: number; offset?: number } = {},
): Promise<UnmatchedFolder[]> => {
  const { rows } = await sql<UnmatchedFolder>`
    select f.library_id as "libraryId", f.root_id as "rootId", f.folder, concat_ws('/', r.path, nullif(f.folder, '')) as path,
      jsonb_agg(jsonb_build_object(
        'id', f.id::text, 'name', f.name, 'size', f.size, 'title', f.facts ->> 'title', 'year', (f.facts ->> 'year')::integer,
        'season', f.facts -> 'season', 'episodes', f.facts -> 'episodes', 'absolute', f.facts -> 'absolute', 'airDate', f.facts ->> 'airDate',
        'candidates', coalesce(f.candidates, '[]')
      ) order by f.name) as files
    from backlot.files f
    join backlot.library_roots r on r.id = f.root_id
    where f.state = 'unmatched' and f.role <> 'extra' and f.missing_since is null
      and (${libraryId ?? null}::uuid is null or f.library_id = ${libraryId ?? null}::uuid)
    group by f.library_id, f.root_id, f.folder, r.path
    order by r.path, f.folder limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** Which files a person means: by id, or all features directly in a folder. */
export type FileChoice = { fileIds: readonly string[] } | { rootId: string; folder: string }

/** The files that a choice means, as a condition on `backlot.files f`. */
export const chosenFiles = (choice: FileChoice) =>
  'fileIds' in choice
    ? sql<boolean>`f.id = any(${choice.fileIds}::bigint[])`
    : sql<boolean>`f.root_id = ${choice.rootId} and f.folder = ${choice.folder} collate "C" and f.role <> 'extra' and f.missing_since is null`

/**
 * The files that a decision about a choice is about: of a folder those that are unmatched, so that one word on forty files
 * leaves alone what was known beside them; where none is, all of it.
 */
export const filesToDecide = (choice: FileChoice) => {
  if ('fileIds' in choice) return chosenFiles(choice)
  const { rootId, folder } = choice
  return sql<boolean>`${chosenFiles(choice)} and (f.state = 'unmatched' or not exists (
    select from backlot.files u
    where u.root_id = ${rootId} and u.folder = ${folder} collate "C" and u.role <> 'extra' and u.missing_since is null and u.state = 'unmatched'
  ))`
}

/**
 * What to call what a provider has by an id until the provider itself says it: as the candidate of that id among the files of
 * a choice is called, else as the first file says. Undefined: the choice means no file.
 */
export const nameOfCandidate = async (
  db: Kysely<CatalogDatabase>,
  choice: FileChoice,
  { provider, value }: ExternalId,
): Promise<{ title: string; year: number | undefined } | undefined> => {
  const { rows } = await sql<{ title: string; year: number | null }>`
    select coalesce(c.title, f.facts ->> 'title', f.name) as title,
      case when c.title is null then (f.facts ->> 'year')::integer else c.year end as year
    from backlot.files f
    left join lateral (
      select one ->> 'title' as title, (one ->> 'year')::integer as year from jsonb_array_elements(coalesce(f.candidates, '[]')) one
      where one ->> 'provider' = ${provider} and one ->> 'providerId' = ${value} limit 1
    ) c on true
    where ${filesToDecide(choice)} order by c.title is null, f.folder, f.name limit 1`.execute(db)
  return rows[0] && { title: rows[0].title, year: rows[0].year ?? undefined }
}

/** A file that a choice means, as its name tells it. */
export interface ChosenFile {
  id: string
  folder: string
  name: string
}

/** The files that a decision about a choice is about, in the order of folder and name; numbers in names count as numbers (`2` before `10`). */
export const chosenFileRows = async (db: Kysely<CatalogDatabase>, choice: FileChoice): Promise<ChosenFile[]> => {
  const { rows } = await sql<ChosenFile>`select f.id, f.folder, f.name from backlot.files f where ${filesToDecide(choice)}`.execute(db)
  const byPath = new Intl.Collator('en', { numeric: true })
  return rows.toSorted((a, b) => byPath.compare(a.folder, b.folder) || byPath.compare(a.name, b.name))
}
