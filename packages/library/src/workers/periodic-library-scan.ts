import { inTransaction, type LibraryType } from '@backlot/catalog'
import { systemClock, worker } from '@backlot/jobs'
import { sql } from 'kysely'
import { periodicLibraryScan } from '../args.ts'
import type { LibraryPorts } from '../ports.ts'

/** Which scans were enqueued. */
export interface PeriodicScanResult {
  /** Names of libraries with a scan that waits now. */
  enqueued: string[]
  /** Names of libraries whose scan was waiting or running already. */
  underWay: string[]
  /** Names of libraries that are due and that no kind of this host scans. */
  notScanned: string[]
  /** When the next one is due, and this job comes back. */
  nextAt: string | undefined
}

interface ScannedLibrary {
  id: string
  name: string
  type: LibraryType
  intervalMs: number
  /** When its last whole scan began; when it was added, before the first. Milliseconds. */
  since: number
}

/**
 * Enqueues the scans that are due, and itself for the time when the next one will be: an interval shorter than the
 * schedule's is kept, too. All of it in one transaction.
 */
export const periodicLibraryScanWorker = ({ db, scans, clock = systemClock }: Pick<LibraryPorts, 'db' | 'scans' | 'clock'>) =>
  worker(periodicLibraryScan, async ({ args: { force = false }, insert, insertMany }): Promise<PeriodicScanResult> => {
    const now = clock.now()
    return await inTransaction(db, async (tx) => {
      const { rows: libraries } = await sql<ScannedLibrary>`
        select l.id, l.name, l.type, l.scan_interval_ms::float8 as "intervalMs",
          extract(epoch from coalesce(s.last, l.created_at))::float8 * 1000 as since
        from backlot.libraries l
        left join lateral (
          select max(started_at) as last from backlot.scans where library_id = l.id and paths is null
        ) s on true
        where l.enabled and l.scan_interval_ms is not null
        order by lower(l.name)`.execute(tx)
      const due = libraries.filter(({ since, intervalMs }) => force || since + intervalMs <= now)
      const wanted = due.flatMap(({ id, name, type }) => {
        const request = scans[type]?.({ libraryId: id, ...(force ? { force } : {}) })
        return request === undefined ? [] : [{ name, request }]
      })
      const inserted = await insertMany(
        wanted.map(({ request }) => request),
        { tx },
      )
      const named = (duplicate: boolean): string[] =>
        wanted.filter((_, at) => inserted[at]?.duplicate === duplicate).map(({ name }) => name)
      const next = Math.min(...libraries.map((library) => (due.includes(library) ? now : library.since) + library.intervalMs))
      const nextAt = Number.isFinite(next) ? nextMinute(next) : undefined
      if (nextAt !== undefined) await insert(periodicLibraryScan({ dueAt: nextAt.toISOString() }), { tx, runAt: nextAt })
      return {
        enqueued: named(false),
        underWay: named(true),
        notScanned: due.filter(({ type }) => scans[type] === undefined).map(({ name }) => name),
        nextAt: nextAt?.toISOString(),
      }
    })
  })

/** Whole minutes, so that libraries with like intervals share a job. */
const nextMinute = (time: number): Date => new Date(Math.ceil(time / 60_000) * 60_000)
