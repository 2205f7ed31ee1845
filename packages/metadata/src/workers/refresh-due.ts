import { inTransaction } from '@backlot/catalog'
import { systemClock, worker, type InsertMany, type JobLog, type JobRequest } from '@backlot/jobs'
import { refreshMovies, refreshPersons, refreshTVShows } from '@backlot/metadata-args'
import { refreshDue } from '../args.ts'
import { offline } from '../online/online-metadata.ts'
import { readSweptUntil, writeSweptUntil } from '../online/provider-sweeps.ts'
import type { MetadataPorts } from '../ports.ts'
import { askLater } from '../providers/ask-later.ts'
import type { MetadataProvider } from '../providers/metadata-provider.ts'
import { isProviderError } from '../providers/provider-error.ts'
import { dueFiles, noteTried } from './due-files.ts'
import { changedItems, dueItems, duePeople } from './due-items.ts'
import { sweeping } from './sweeping.ts'

/** What a sweep found to be due. */
export interface RefreshDueResult {
  /** Films and series that a provider says have changed. */
  changed: number
  /** Films and series that were never asked about, or too long ago. */
  due: number
  people: number
  /** Unmatched files that are matched again, as the providers of their library are others now. */
  files: number
  /** Providers that could not say what changed, each with the reason. */
  problems: Record<string, string>
}

const dayMs = 86_400_000
/** Providers tell changes of two weeks; what is older is found by its age. */
const longestSweepMs = 14 * dayMs
const jobsAtATime = 1_000
/** People are many and seldom looked at: some each day. */
const peopleADay = 500
/** Each costs a search or two. */
const filesADay = 500

/**
 * Enqueues refreshes of what is due: what the first provider of each library says has changed since the last sweep,
 * what it was never asked about, and what it was asked about too long ago; and matches of unmatched files that nobody was asked
 * about since the providers of their library changed. A provider that cannot say what changed is asked
 * for the same time again by the next sweep; the rest goes on. All is enqueued in one transaction with the note how far it came.
 */
export const refreshDueWorker = ({ db, online = offline, matches = {}, clock = systemClock }: MetadataPorts) =>
  worker(
    refreshDue,
    askLater(async ({ signal, progress, log, insertMany }): Promise<RefreshDueResult> => {
      const now = new Date(clock.now())
      const result: RefreshDueResult = { changed: 0, due: 0, people: 0, files: 0, problems: {} }
      const requests: JobRequest[] = []
      const swept: { provider: string; type: 'movie' | 'series' }[] = []
      for (const type of ['movie', 'series'] as const) {
        const changed = new Set<string>()
        const due = new Set<string>()
        for (const { provider, libraryIds } of await sweeping(db, online, type)) {
          progress({ phase: `asking ${provider.name} what changed` })
          const of = { type, provider: provider.name }
          const last = (await readSweptUntil(db, of))?.getTime() ?? now.getTime() - dayMs
          const since = new Date(Math.max(last, now.getTime() - longestSweepMs))
          const told = await askWhatChanged(provider, { type, since, signal, log })
          if (told.ids !== undefined) swept.push(of)
          if (told.problem !== undefined) result.problems[`${provider.name} ${type}`] = told.problem
          for (const id of await changedItems(db, of, told.ids ?? [])) changed.add(id)
          for (const id of await dueItems(db, { ...of, libraryIds, saysWhatChanged: told.ids !== undefined, now })) due.add(id)
        }
        const old = [...due.difference(changed)]
        result.changed += changed.size
        result.due += old.length
        requests.push(...(type === 'movie' ? refreshMovies([...changed, ...old]) : refreshTVShows([...changed, ...old])))
      }
      const ofPeople = online.providers.find(({ person }) => person !== undefined)
      const people = ofPeople === undefined ? [] : await duePeople(db, { provider: ofPeople.name, now, limit: peopleADay })
      result.people = people.length
      requests.push(...refreshPersons(people))
      const files = await dueFiles(db, { online, matches, limit: filesADay })
      result.files = files.fileIds.length
      progress({ phase: 'enqueuing', total: requests.length + files.requests.length })
      await inTransaction(db, async (tx) => {
        // What was refreshed a moment ago may have changed since: only one that waits makes another needless.
        await insertInBatches(requests, async (batch) => await insertMany(batch, { tx, unique: { while: 'queued' } }))
        await insertInBatches(files.requests, async (batch) => await insertMany(batch, { tx }))
        await noteTried(tx, files.fileIds)
        for (const of of swept) await writeSweptUntil(tx, { ...of, until: now })
      })
      return result
    }),
  )

/** The ids that a provider says have changed; a reason instead where it does not say, undefined for both where it never does. */
const askWhatChanged = async (
  provider: MetadataProvider,
  { type, since, signal, log }: { type: 'movie' | 'series'; since: Date; signal: AbortSignal; log: JobLog },
): Promise<{ ids?: string[]; problem?: string }> => {
  const ask = type === 'movie' ? provider.changedMovies : provider.changedSeries
  if (ask === undefined) return {}
  try {
    return { ids: await ask(since, { signal }) }
  } catch (error) {
    // A pause is kept by the whole job; what else is wrong with a provider keeps nobody from what is due by its age.
    if (!isProviderError(error) || error.problem === 'limited') throw error
    log.warn(error.message, { provider: provider.name, problem: error.problem })
    return { problem: error.message }
  }
}

const insertInBatches = async (
  requests: readonly JobRequest[],
  insert: (batch: readonly JobRequest[]) => ReturnType<InsertMany>,
): Promise<void> => {
  for (let start = 0; start < requests.length; start += jobsAtATime) await insert(requests.slice(start, start + jobsAtATime))
}
