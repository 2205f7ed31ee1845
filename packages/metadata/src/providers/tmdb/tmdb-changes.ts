import { systemClock, type Clock } from '@backlot/jobs'
import type { AskProvider } from '../http/provider-client.ts'
import { tmdbChanges as schema } from './tmdb-schemas.ts'

const dayMs = 86_400_000
/** TMDb answers for so long a time at once. */
const windowDays = 14

/** Ids of all that changed since then, by windows of two weeks and pages of a hundred. */
export const tmdbChanges = async (
  ask: AskProvider,
  type: 'movie' | 'tv',
  { since, signal, clock = systemClock }: { since: Date; signal: AbortSignal; clock?: Clock | undefined },
): Promise<string[]> => {
  const ids = new Set<string>()
  for (let start = since.getTime(); start <= clock.now(); start += windowDays * dayMs) {
    const end = Math.min(start + windowDays * dayMs, clock.now())
    for (let [page, pages] = [1, 1]; page <= pages; page++) {
      const query = { start_date: dayOf(start), end_date: dayOf(end), page }
      const answer = await ask({ path: `/${type}/changes`, query, schema, what: 'what changed', signal })
      if (!answer.changed) break
      for (const { id } of answer.data.results) ids.add(String(id))
      pages = Math.min(answer.data.total_pages ?? 1, 1_000)
    }
  }
  return [...ids]
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
