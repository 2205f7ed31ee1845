import { isFinalState, type Client, type Clock, type Logger } from '@backlot/jobs'
import type { ScanRequest } from '../ports.ts'
import { changedPath, foldersToScan } from './changed-folder.ts'
import { isWatchable } from './file-system.ts'
import { gatherChanges } from './gather-changes.ts'
import { createPoll } from './poll.ts'
import type { Subscribe } from './subscribe.ts'
import { canWatchMore, isWatchLimit, raiseWatchLimit } from './watch-limit.ts'

/** A library to watch: its roots that are not known to be offline. */
export interface LibraryToWatch {
  id: string
  name: string
  roots: readonly string[]
}

/** Whether a root is watched; if not, or not all of it, why. */
export interface WatchedRoot {
  libraryId: string
  path: string
  watched: boolean
  why: string | undefined
}

export interface WatchLibraryOptions {
  scan: ScanRequest
  jobs: Pick<Client, 'insert' | 'jobGet'>
  logger: Logger
  clock: Clock
  quietMs: number
  subscribe: Subscribe
  readMounts?: (() => Promise<string>) | undefined
}

/** One library while it is watched. */
export interface LibraryWatch {
  readonly roots: WatchedRoot[]
  stop(): Promise<void>
}

const longestMs = 10 * 60_000
const mostFolders = 200
const pollEveryMs = 15 * 60_000

/**
 * Watches the roots of a library; folders that changed and are quiet become one scan of those folders. While an earlier
 * such scan is not over, more is gathered. A root that cannot be watched is said once, and left to the interval; where the
 * kernel's watches do not suffice, for a root or for folders that are made later, the library is scanned every quarter of an hour.
 */
export const watchLibrary = async (library: LibraryToWatch, options: WatchLibraryOptions): Promise<LibraryWatch> => {
  const { scan, jobs, logger, clock, quietMs, subscribe, readMounts } = options
  let lastJob: string | undefined
  const take = async (paths: readonly string[], changes: number): Promise<'taken' | 'later'> => {
    try {
      if (lastJob !== undefined && isUnderWay(await jobs.jobGet(lastJob))) return 'later'
      const folders = await foldersToScan(paths)
      if (folders.length === 0) return 'taken'
      // Not the scan's own rule, by which a scan that runs would stand in the way: what it has passed already is to be seen, too.
      const unique = { by: ['libraryId', 'paths'], while: 'queued' } as const
      if (!folders.every(canWatchMore)) notAllWatched()
      const { id } = await jobs.insert(scan({ libraryId: library.id, paths: folders }), { unique })
      lastJob = id
      logger.info({ library: library.name, changes, folders: folders.length, job: id }, `${library.name}: ${changes} changes, 1 scan`)
      return 'taken'
    } catch (error) {
      logger.warn(
        { library: library.name, error: String(error) },
        `${library.name}: the scan of changed folders could not be enqueued; trying again`,
      )
      return 'later'
    }
  }
  const poll = createPoll({
    clock,
    everyMs: pollEveryMs,
    run: async () => {
      try {
        await jobs.insert(scan({ libraryId: library.id }))
      } catch (error) {
        logger.warn({ library: library.name, error: String(error) }, `${library.name}: its scan could not be enqueued; trying again`)
      }
    },
  })
  const notAllWatched = (): void => {
    const why = `this machine's limit of watched folders is reached, so changes in folders that are new may be missed; ${raiseWatchLimit}`
    for (const { root } of watches) if (root.watched) root.why ??= why
    if (poll.start()) logger.warn({ library: library.name }, `${library.name}: ${why}. It is scanned every 15 minutes, too.`)
  }
  const gatherer = gatherChanges({ clock, quietMs, longestMs, most: mostFolders, take })
  const watches: { root: WatchedRoot; end: () => Promise<void> }[] = []
  for (const path of library.roots) {
    const root: WatchedRoot = { libraryId: library.id, path, watched: false, why: undefined }
    const watch = { root, end: async () => await Promise.resolve() }
    watches.push(watch)
    const giveUp = (why: string, instead: string): void => {
      if (root.why !== undefined && !root.watched) return
      Object.assign(root, { watched: false, why })
      logger.warn({ library: library.name, root: path }, `${library.name}: ${path} is not watched: ${why}. It is scanned ${instead}.`)
    }
    const watchable = await isWatchable(path, readMounts)
    if (!watchable.watchable) {
      giveUp(watchable.why, 'at its interval')
      continue
    }
    const fail = (error: unknown): void => {
      const limited = isWatchLimit(error)
      if (limited) poll.start()
      giveUp(reasonOf(error), limited ? 'every 15 minutes' : 'at its interval')
    }
    try {
      const failed = (error: unknown): void => {
        fail(error)
        void letGo(watch)
      }
      watch.end = await subscribe(path, {
        changed: (paths) => {
          for (const changed of paths) {
            const folder = changedPath(path, changed)
            if (folder !== undefined) gatherer.add(folder)
          }
        },
        failed,
      })
      if (root.why === undefined) root.watched = true
    } catch (error) {
      fail(error)
    }
  }
  return {
    roots: watches.map(({ root }) => root),
    stop: async () => {
      gatherer.stop()
      poll.stop()
      for (const { root, end } of watches) if (root.watched) await end()
    },
  }
}

/** Of a watch that failed nothing more is expected. */
const letGo = async ({ end }: { end: () => Promise<void> }): Promise<void> => {
  try {
    await end()
  } catch {
    // It is gone already.
  }
}

const isUnderWay = (job: Awaited<ReturnType<Client['jobGet']>>): boolean => job !== undefined && !isFinalState(job.state)

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  if (isWatchLimit(error)) return `this machine's limit of watched folders is reached (${message}); ${raiseWatchLimit}`
  return `it cannot be watched (${message})`
}
