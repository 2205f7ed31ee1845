import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'

/** Closes the problems that this scan looked for and did not find again. */
export const resolveProblems = async (
  tx: Kysely<LibraryDatabase>,
  { id, libraryId, limited }: { id: string; libraryId: string; limited: boolean },
): Promise<void> => {
  await sql`
    update backlot.problems p set resolved_at = now()
    where p.library_id = ${libraryId} and p.resolved_at is null and (
      p.source = 'root' and exists (select from backlot.library_roots r where r.id = p.root_id and r.status = 'online')
      or p.scan_id is distinct from ${id}::uuid and (
        p.source = 'reconcile' and not ${limited}
        or p.source = 'walk' and (
          exists (select from backlot.scan_folders s where s.scan_id = ${id} and s.root_id = p.root_id and s.folder = p.folder and s.state <> 'untouched')
          or not exists (select from backlot.folders k where k.root_id = p.root_id and k.folder = p.folder)
        )
        or p.source = 'import' and (
          exists (select from backlot.scan_items i where i.scan_id = ${id} and i.root_id = p.root_id and i.item_folder = p.folder)
          or not exists (select from backlot.files f where f.root_id = p.root_id and f.item_folder = p.folder and f.missing_since is null)
        )
        or p.source = 'probe' and not exists (
          select from backlot.files f
          where f.root_id = p.root_id and f.folder = p.folder and f.missing_since is null
            and f.name = reverse(split_part(reverse(p.path), '/', 1)) collate "C"
        )
      )
    )`.execute(tx)
}
