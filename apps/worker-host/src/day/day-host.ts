import { setTimeout as sleep } from 'node:timers/promises'
import { isFinalState, type Logger } from '@backlot/jobs'
import type { z } from 'zod'
import { apiPath, createApi, type Api } from '../cli/api.ts'
import type { Config } from '../config/config-schema.ts'
import { openBacklot, type OpenBacklot } from '../host/open-backlot.ts'
import { insertedSchema, jobPageSchema, jobSchema, jobStateAnswerSchema } from '../http/job-schema.ts'

/** A finished job, as the API gives it. */
export type EndedJob = z.output<typeof jobSchema>

/** A host that can be stopped and started again, and everything is asked of it over HTTP. */
export interface DayHost {
  api: Api
  start: () => Promise<void>
  stop: () => Promise<void>
  /** Inserts a job by its kind and waits for its end. */
  readonly run: (kind: string, args?: object) => Promise<EndedJob>
  readonly ended: (id: string) => Promise<EndedJob>
  /** Asks for a scan; gives its job. */
  readonly beginScan: (library: string, options?: object) => Promise<string>
  /** Scans and waits for the end. */
  readonly scan: (library: string, options?: object) => Promise<EndedJob>
  /** Runs a schedule by hand; gives its job. */
  readonly beginSchedule: (name: string) => Promise<string>
  /** Runs a schedule by hand and waits for its job. */
  readonly runSchedule: (name: string) => Promise<EndedJob>
  /** Waits until nothing runs, and nothing is to start now. */
  calm: () => Promise<void>
  /** Lets what waits for a later time start now, as if that time had come. Gives how many jobs that were. */
  passTime: () => Promise<number>
  /** Both, until nothing waits any more. */
  settle: () => Promise<void>
}

const lookMs = 50
const mostRounds = 12
/** Plans itself anew, for ever. */
const planned = 'periodic_library_scan'

/** Makes the host of a day; not started. */
export const createDayHost = (config: Config, logger: Logger): DayHost => {
  const { port } = config.server
  const api = createApi(`http://127.0.0.1:${port}`, fetch)
  let running: OpenBacklot | undefined

  const jobsIn = async (...state: string[]) =>
    (await api(jobPageSchema, { path: '/api/jobs', query: { state, limit: 500 } })).jobs.filter(({ kind }) => kind !== planned)
  const isQuiet = async (): Promise<boolean> => (await jobsIn('available', 'running', 'cancelling')).length === 0
  const ended = async (id: string): Promise<EndedJob> => {
    for (;;) {
      const job = await api(jobSchema, { path: apiPath`/api/jobs/${id}` })
      if (isFinalState(job.state)) return job
      await sleep(lookMs)
    }
  }
  const calm = async (): Promise<void> => {
    // Twice in a row: what a job's end sets off is there a moment later.
    while (!((await isQuiet()) && (await sleep(2 * lookMs, true)) && (await isQuiet()))) await sleep(lookMs)
  }
  const passTime = async (): Promise<number> => {
    const waiting = await jobsIn('scheduled', 'retryable')
    for (const { id } of waiting) await api(jobStateAnswerSchema, { method: 'POST', path: apiPath`/api/jobs/${id}/retry` })
    return waiting.length
  }
  const begin = async (path: string, body: object = {}): Promise<string> => (await api(insertedSchema, { method: 'POST', path, body })).id
  const beginScan: DayHost['beginScan'] = async (library, options) => await begin(apiPath`/api/libraries/${library}/scan`, options)
  const beginSchedule: DayHost['beginSchedule'] = async (name) => await begin(apiPath`/api/schedules/${name}/run`)
  return {
    api,
    start: async () => {
      running = await openBacklot({ config, logger, command: 'demo', work: true, keep: true, port })
    },
    stop: async () => {
      await running?.close()
      running = undefined
    },
    run: async (kind, args = {}) => await ended(await begin('/api/jobs', { kind, args })),
    ended,
    beginScan,
    scan: async (library, options) => await ended(await beginScan(library, options)),
    beginSchedule,
    runSchedule: async (name) => await ended(await beginSchedule(name)),
    calm,
    passTime,
    settle: async () => {
      await calm()
      for (let round = 0; round < mostRounds && (await passTime()) > 0; round++) await calm()
    },
  }
}
