import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import type { ArrInstance } from '../client/arr-instance.ts'
import { libraryRoots, placeOf } from './library-roots.ts'
import { mapPath } from './map-path.ts'
import { proposeMappings, type ProposedMapping } from './propose-mappings.ts'

/** Whether a server's folders are in our libraries. */
export interface PathCheck {
  /** How many of its folders are below a root of a library, as paths are mapped now, */
  found: number
  /** of how many. */
  of: number
  /** One that is not. */
  example: string | undefined
  /** Mappings that would help. */
  proposals: ProposedMapping[]
}

/** Compares the folders that a server names with those that are in our libraries: one look at each root, and what the catalog knows. */
export const checkPaths = async (
  db: Kysely<ArrDatabase>,
  { app, pathMappings }: Pick<ArrInstance, 'app' | 'pathMappings'>,
  remoteFolders: readonly string[],
): Promise<PathCheck> => {
  const roots = await libraryRoots(db, app === 'radarr' ? 'movie' : 'tvshow')
  const here = new Set<string>()
  for (const { path } of roots) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) if (entry.isDirectory()) here.add(join(path, entry.name))
  }
  const { rows } = await sql<{ folder: string }>`
    select distinct concat_ws('/', r.path, nullif(f.item_folder, '')) as folder
    from backlot.files f join backlot.library_roots r on r.id = f.root_id
    where f.root_id = any(${roots.map(({ id }) => id)}::bigint[]) and f.missing_since is null`.execute(db)
  for (const { folder } of rows) here.add(folder)
  const outside = remoteFolders.filter((folder) => placeOf(roots, mapPath(pathMappings, folder)) === undefined)
  return {
    found: remoteFolders.length - outside.length,
    of: remoteFolders.length,
    example: outside[0],
    proposals: proposeMappings(outside, [...here]),
  }
}
