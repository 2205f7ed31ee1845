import { recordActivity, type NewActivity } from '@backlot/activity'
import type { QueryExecutorProvider } from 'kysely'
import { ProblemError } from '../http/problem.ts'

/** Who asks the API. There are no accounts: whoever is on this machine. */
export const whoAsks = { actor: 'somebody', origin: 'this machine' } as const

/** Writes down that something was refused or failed, and throws what it was told; a log that cannot be written hides no error. */
export const recordRefusal = async (
  db: QueryExecutorProvider,
  deed: Omit<NewActivity, 'actor' | 'origin'>,
  error: unknown,
): Promise<never> => {
  const refused = error instanceof ProblemError && error.status < 500
  const reason = error instanceof Error ? error.message : String(error)
  await recordActivity(db, { ...whoAsks, ...deed, outcome: refused ? 'refused' : 'failed', reason }).catch(() => undefined)
  throw error
}
