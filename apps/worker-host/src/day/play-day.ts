import type { Logger } from '@backlot/jobs'
import { checkAgreement, type Agreement } from './check-agreement.ts'
import { jobPageSchema } from '../http/job-schema.ts'
import { startDayDatabase } from './day-database.ts'
import { createDayHost, type DayHost } from './day-host.ts'
import type { Program } from './day-process.ts'
import { createDayWorld } from './day-world.ts'
import type { Told } from './receiver.ts'
import type { Scene } from './scene.ts'
import { databaseOutage } from './scenes/database-outage.ts'
import { deletions } from './scenes/deletions.ts'
import { diskOffline } from './scenes/disk-offline.ts'
import { downloads } from './scenes/downloads.ts'
import { firstScan } from './scenes/first-scan.ts'
import { night } from './scenes/night.ts'
import { providerChanges } from './scenes/provider-changes.ts'
import { radarrOutage } from './scenes/radarr-outage.ts'
import { receiverOutage } from './scenes/receiver-outage.ts'
import { renames } from './scenes/renames.ts'
import { firstRestart, secondRestart } from './scenes/restarts.ts'
import { sonarrOutage } from './scenes/sonarr-outage.ts'
import { tmdbOutage } from './scenes/tmdb-outage.ts'
import { upgrade } from './scenes/upgrade.ts'

/** The day, from its first scene to its last. */
export const dayScenes: readonly Scene[] = [
  firstScan,
  downloads,
  upgrade,
  renames,
  deletions,
  providerChanges,
  tmdbOutage,
  radarrOutage,
  sonarrOutage,
  receiverOutage,
  diskOffline,
  databaseOutage,
  firstRestart,
  secondRestart,
  night,
]

/** How a day is played. */
export interface DayOptions {
  /** An empty folder for the media and the host's data. */
  folder: string
  /** How `backlot` is run, without its arguments: for the part of the day at whose end it is killed. */
  program: Program
  logger: Logger
  /** Takes each line of what happens. */
  readonly say: (line: string) => void
  /** Aborts between two scenes. */
  signal?: AbortSignal
}

/** What came of a day. */
export interface DayReport {
  /** What was not as it has to be, in sentences. */
  problems: string[]
  /** Every message that somebody got. */
  told: readonly Told[]
  agreement: Agreement
}

/**
 * Plays a day in the life of a library at high speed: a host and everything around it simulated, over HTTP and on real
 * files. Nothing waits for its time; whatever is to happen later happens as soon as nothing else is to be done.
 */
export const playDay = async ({ folder, program, logger, say, signal }: DayOptions): Promise<DayReport> => {
  await using database = await startDayDatabase(folder)
  await using world = await createDayWorld(folder, database.url)
  const host = createDayHost(world.config, logger, program)
  const problems: string[] = []
  try {
    for (const scene of dayScenes) {
      signal?.throwIfAborted()
      say(`${scene.at}  ${scene.title}`)
      const before = world.phone.told.length
      const check = (isSo: boolean, what: string): void => {
        say(`       ${isSo ? '✓' : '✗'} ${what}`)
        if (!isSo) problems.push(`${scene.title}: not so: ${what}`)
      }
      await scene.play({ world, database, host, say: (line) => say(`       ${line}`), check })
      const told = world.phone.told.slice(before).map(({ title }) => title)
      for (const title of told) say(`       → told: ${title}`)
      problems.push(...differences(told, scene.tells).map((difference) => `${scene.title}: ${difference}`))
    }
    const agreement = await checkAgreement(host, world)
    problems.push(...agreement.problems, ...doubledDeliveries(world.phone.told), ...(await unexpectedFailures(host)))
    return { problems, told: world.phone.told, agreement }
  } finally {
    await host.stop()
  }
}

/** What somebody was told beside what is wanted, and what they were not. */
const differences = (told: readonly string[], wanted: readonly string[]): string[] => {
  const left = [...wanted]
  const surplus = told.filter((title) => {
    const place = left.indexOf(title)
    if (place !== -1) left.splice(place, 1)
    return place === -1
  })
  return [...surplus.map((title) => `nobody wants to be told "${title}"`), ...left.map((title) => `nobody was told "${title}"`)]
}

/** Of all jobs of the day, the sync with the refused key is the only one that may fail. */
const unexpectedFailures = async ({ api }: DayHost): Promise<string[]> => {
  const { jobs } = await api(jobPageSchema, { path: '/api/jobs', query: { state: 'discarded', limit: 500 } })
  return jobs.filter(({ kind }) => kind !== 'sonarr_sync').map(({ kind, error }) => `A job of ${kind} failed for good: ${error ?? ''}`)
}

const doubledDeliveries = (told: readonly Told[]): string[] =>
  told.filter(({ id }, place) => told.findIndex((other) => other.id === id) < place).map(({ title }) => `"${title}" was delivered twice`)
