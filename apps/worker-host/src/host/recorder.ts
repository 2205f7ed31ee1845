import { recordActivity, type ActivityDatabase, type NewActivity } from '@backlot/activity'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/askers.ts'
import { ProblemError } from '../http/problem.ts'

/** What is done, to which thing, and what is to be said beside it. */
export type Deed = Pick<NewActivity, 'deed' | 'target' | 'data'>

/** Writes down what people do. What is refused or fails is written down by itself. */
export interface Recorder<Database> {
  /**
   * Does something and writes it down, in one transaction. `more` adds what is known afterwards; undefined: nothing was
   * done, and nothing is written.
   */
  readonly record: <Result>(
    deed: Deed,
    change: (tx: Kysely<Database>) => Promise<Result>,
    more?: (result: Result) => Partial<Deed> | undefined,
  ) => Promise<Result>
  /** Does something elsewhere, in no transaction of ours, and then writes it down. */
  readonly recordOutside: <Result>(deed: Deed, act: () => Promise<Result>) => Promise<Result>
}

/** Makes what writes deeds into the activity log of a database, with who asks for them. */
export const createRecorder = <Database extends ActivityDatabase>(db: Kysely<Database>, whoAsks: () => Asker): Recorder<Database> => {
  /** A log that cannot be written hides no error. */
  const refuse = async (deed: Deed, error: unknown): Promise<never> => {
    const refused = (error instanceof ProblemError && error.status < 500) || error instanceof TypeError || error instanceof RangeError
    const reason = error instanceof Error ? error.message : String(error)
    await recordActivity(db, { ...whoAsks(), ...deed, outcome: refused ? 'refused' : 'failed', reason }).catch(() => undefined)
    throw error
  }
  return {
    record: async (deed, change, more = () => ({})) =>
      await db
        .transaction()
        .execute(async (tx) => {
          const result = await change(tx)
          const added = more(result)
          if (added !== undefined) await recordActivity(tx, { ...whoAsks(), ...deed, ...added })
          return result
        })
        .catch(async (error: unknown) => await refuse(deed, error)),
    recordOutside: async (deed, act) => {
      const result = await act().catch(async (error: unknown) => await refuse(deed, error))
      await recordActivity(db, { ...whoAsks(), ...deed })
      return result
    },
  }
}
