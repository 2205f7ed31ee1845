import type { LibraryType } from '@backlot/catalog'
import { systemClock, toMilliseconds, type Client, type Clock, type ClockTimer, type Duration, type Logger } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScansByType } from '../ports.ts'
import { subscribeToFolder, type Subscribe } from './subscribe.ts'
import { watchLibrary, type LibraryWatch, type WatchedRoot } from './watch-library.ts'

/** What watching needs. */
export interface WatchingPorts {
  db: Kysely<LibraryDatabase>
  scans: ScansByType
  jobs: Pick<Client, 'insert' | 'jobGet'>
  logger: Logger
  /** Default: the machine's. */
  clock?: Clock
  /** How long nothing may change in a folder before it is scanned. Default 30 s. */
  quiet?: Duration
  /** Default: the operating system's. */
  subscribe?: Subscribe
  /** The text of the kernel's table of mounts. Default: the machine's. */
  readMounts?: () => Promise<string>
}

/** Watches the libraries that are to be watched. */
export interface Watching {
  /** Begins, and goes on to look once a minute which libraries those are. */
  start: () => Promise<void>
  /** Takes changed settings over now. */
  refresh: () => Promise<void>
  /** Roots of libraries that are to be watched, and whether they are. */
  roots: () => WatchedRoot[]
  /** Ends; changes that were gathered and not enqueued yet are left to the next scan. */
  stop: () => Promise<void>
}

const lookEveryMs = 60_000

/**
 * Makes the watching of a host, not started. A root that goes offline is let go, and watched again when a scan has seen it
 * online. Between two changes nothing below a root is touched: settings come from the database, events from the kernel.
 */
export const createWatching = (ports: WatchingPorts): Watching => {
  const { db, scans, jobs, logger, clock = systemClock, quiet = '30s', subscribe = subscribeToFolder, readMounts } = ports
  const watches = new Map<string, { key: string; watch: LibraryWatch }>()
  let timer: ClockTimer
  let running = false
  let last: Promise<void> = Promise.resolve()

  const refresh = async (): Promise<void> => {
    const wanted = new Map((await librariesToWatch(db)).map((library) => [library.id, library]))
    for (const [id, { key, watch }] of watches) {
      if (wanted.has(id) && keyOf(wanted.get(id)) === key) continue
      watches.delete(id)
      await watch.stop()
    }
    for (const library of wanted.values()) {
      const scan = scans[library.type]
      if (!running || scan === undefined || watches.has(library.id)) continue
      const watch = await watchLibrary(library, { scan, jobs, logger, clock, quietMs: toMilliseconds(quiet), subscribe, readMounts })
      watches.set(library.id, { key: keyOf(library), watch })
    }
  }
  /** One after the other, whoever asks. */
  const refreshNext = async (): Promise<void> => {
    last = last
      .then(refresh)
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not look which libraries to watch; trying again'))
    await last
  }
  const look = async (): Promise<void> => {
    await refreshNext()
    if (running) timer = clock.setTimeout(() => void look(), lookEveryMs)
  }
  return {
    start: async () => {
      running = true
      await look()
    },
    refresh: async () => {
      if (running) await refreshNext()
    },
    roots: () => [...watches.values()].flatMap(({ watch }) => watch.roots),
    stop: async () => {
      running = false
      clock.clearTimeout(timer)
      await last
      for (const { watch } of watches.values()) await watch.stop()
      watches.clear()
    },
  }
}

interface WatchedLibraryRow {
  id: string
  name: string
  type: LibraryType
  roots: string[]
}

const keyOf = (library: WatchedLibraryRow | undefined): string => JSON.stringify([library?.name, library?.type, library?.roots])

const librariesToWatch = async (db: Kysely<LibraryDatabase>): Promise<WatchedLibraryRow[]> => {
  const { rows } = await sql<WatchedLibraryRow>`
    select l.id, l.name, l.type, array_agg(r.path order by r.path) as roots
    from backlot.libraries l join backlot.library_roots r on r.library_id = l.id and r.status <> 'offline'
    where l.enabled and l.watch group by l.id order by l.id`.execute(db)
  return rows
}
