import { setTimeout as sleep } from 'node:timers/promises'
import { isFinalState, type Logger } from '@backlot/jobs'
import type { z } from 'zod'
import { apiPath, createApi, type Api } from '../cli/api.ts'
import type { Config } from '../config/config-schema.ts'
import { openBacklot, type OpenBacklot } from '../host/open-backlot.ts'
import { insertedSchema, jobPageSchema, jobSchema, jobStateAnswerSchema } from '../http/job-schema.ts'

import { startDayProcess, type DayProcess, type Program } from './day-process.ts'

/** A finished job, as the API gives it. */
export type EndedJob = z.output<typeof jobSchema>

/** A host that can be stopped and started again, and everything is asked of it over HTTP. */
export interface DayHost {
  api: Api
  start: () => Promise<void>
  /** Starts it in a process of its own, as people run it. */
  readonly startApart: () => Promise<void>
  stop: () => Promise<void>
  /** Ends what was started apart without a word. */
  readonly kill: () => Promise<void>
  readonly isReady: () => Promise<boolean>
  readonly untilReady: () => Promise<void>
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

/** Makes the host of a day; not started. `program` runs it in a process of its own. */
export const createDayHost = (config: Config, logger: Logger, program?: Program): DayHost => {
  const { port } = config.server
  const api = createApi(`http://127.0.0.1:${port}`, fetch)
  let running: OpenBacklot | undefined
  let apart: DayProcess | undefined

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
  const isReady = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  const kill = async (): Promise<void> => {
    await apart?.kill()
    apart = undefined
  }
  const begin = async (path: string, body: object = {}): Promise<string> => (await api(insertedSchema, { method: 'POST', path, body })).id
  const beginScan: DayHost['beginScan'] = async (library, options) => await begin(apiPath`/api/libraries/${library}/scan`, options)
  const beginSchedule: DayHost['beginSchedule'] = async (name) => await begin(apiPath`/api/schedules/${name}/run`)
  return {
    api,
    start: async () => {
      running = await openBacklot({ config, logger, command: 'demo', work: true, keep: true, port })
    },
    startApart: async () => {
      if (program === undefined) throw new Error('It is not known how to run a host in a process of its own')
      apart = await startDayProcess(program, config)
    },
    stop: async () => {
      await running?.close()
      running = undefined
      await kill()
    },
    kill,
    isReady,
    untilReady: async () => {
      while (!(await isReady())) await sleep(lookMs)
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
