import { join } from 'node:path'
import { startPostgres } from '@backlot/postgres-server'

/** A PostgreSQL of the day's own, that can go away and come back at the same address. */
export interface DayDatabase extends AsyncDisposable {
  url: string
  readonly goAway: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

/** Starts it in the folder of the day. */
export const startDayDatabase = async (folder: string): Promise<DayDatabase> => {
  // Thrown away afterwards: nothing has to outlive a crash of the machine.
  const options = { folder: join(folder, 'database'), settings: { fsync: 'off', full_page_writes: 'off' } }
  const first = await startPostgres(options)
  let running: typeof first | undefined = first
  const goAway = async (): Promise<void> => {
    await running?.stop()
    running = undefined
  }
  return {
    url: first.url,
    goAway,
    comeBack: async () => {
      running ??= await startPostgres({ ...options, port: first.port })
    },
    [Symbol.asyncDispose]: goAway,
  }
}
