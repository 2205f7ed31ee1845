import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { documentSources } from '@backlot/catalog'
import { createHost, type Bundle, type Client, type Host, type Logger } from '@backlot/jobs'
import { systemJobs } from '@backlot/jobs/system'
import { createWatching, libraryJobs, type LibraryDatabase } from '@backlot/library'
import {
  createImageLibrary,
  createImageStore,
  createMediaProbe,
  createResizer,
  imageJobs,
  orphanedImages,
  type ImagesDatabase,
} from '@backlot/metadata'
import { movieJobs, scanMovieLibrary } from '@backlot/movie-jobs'
import { createSafeFetch } from '@backlot/safe-fetch'
import { createPostgresSearch, searchJobs } from '@backlot/search'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Config } from './config/config-schema.ts'
import { createSystemService } from './host/create-system-service.ts'
import { keepLibraries, type LibraryKeeper } from './host/keep-libraries.ts'
import type { Database } from './host/open-database.ts'
import { createApp, type App } from './http/create-app.ts'
import { createEventFeed, type EventFeed } from './http/event-feed.ts'
import { createMetrics } from './http/metrics.ts'
import { createMediaService } from './media/create-media-service.ts'

/** What the program is composed from: its configuration, an open database and a logger. */
export interface ComposeOptions {
  config: Config
  database: Pick<Database, 'url' | 'kind' | 'version'>
  logger: Logger
}

/** The whole program, wired and not started. */
export interface Composition {
  host: Host
  app: App
  events: EventFeed
  /** What the host does for its libraries by itself; not started. */
  keeper: LibraryKeeper
  /** Closes what composing opened: the media's connections. The host is stopped before. */
  close: () => Promise<void>
}

const maxImageBytes = 10_000_000

/** The one place where everything meets: ports from top to bottom. Opens no connection before something asks. */
export const compose = ({ config, database, logger }: ComposeOptions): Composition => {
  const pool = new pg.Pool({ connectionString: database.url, max: 20, application_name: 'backlot media' })
  pool.on('error', (error) => logger.warn({ error: error.message }, 'A database connection broke'))
  const db = new Kysely<LibraryDatabase & ImagesDatabase>({ dialect: new PostgresDialect({ pool }) })

  const search = createPostgresSearch(db)
  const probe = createMediaProbe({ ffprobe: config.media.ffprobe })
  const scans = { movie: scanMovieLibrary }
  const store = createImageStore(join(config.data, 'images'))
  const fetchImage = createSafeFetch({ ...config.images, maxBytes: maxImageBytes, timeoutMs: 60_000 })
  const images = createImageLibrary({ db, store, resizer: createResizer() })
  // The host comes last, and knows its client when it has started.
  const client: Pick<Client, 'insert' | 'jobGet'> = {
    insert: async (request, options) => await host.client.insert(request, options),
    jobGet: async (id) => await host.client.jobGet(id),
  }
  const bundles = [
    systemJobs({ db, client: () => host.client, cleanupTargets: [orphanedImages({ db, store })] }),
    libraryJobs({ db, probe, scans, jobs: client }),
    searchJobs({ db, search, sources: documentSources }),
    movieJobs({ db, search, probe }),
    imageJobs({ db, store, fetchImage }),
  ]

  const { maxWorkers, totalWorkers, fetchCooldown, drainTimeout, queues } = config.jobs
  const host: Host = createHost({
    database: { url: database.url, backend: config.database.backend },
    bundles: bundles.map((part) => inTimeZone(part, config.jobs.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)),
    logger,
    maxWorkers,
    queues,
    fetchCooldown,
    drainTimeout,
    ...(totalWorkers === undefined ? {} : { totalWorkers }),
  })

  // Events of other hosts cost a NOTIFY each, so they are asked for only while somebody reads.
  const events: EventFeed = createEventFeed({ epoch: randomUUID().slice(0, 8), whileRead: () => host.subscribeCluster(events.publish) })
  const metrics = createMetrics(host)
  host.subscribe((event) => {
    metrics.record(event)
    if (!events.isRead()) events.publish(event)
  })

  const keeper = keepLibraries(createWatching({ db, scans, jobs: client, logger }), client)
  const media = createMediaService({ db, search, jobs: host, scans, keeper })
  const system = createSystemService({ dataFolder: config.data, database, db, jobs: host, media, probe })
  const app = createApp({ jobs: host, media, system, images, events, metrics }, logger)
  return { host, app, events, keeper, close: async () => await db.destroy() }
}

/** The schedules of a bundle, in the configured time zone where they name none. */
const inTimeZone = (part: Bundle, timeZone: string): Bundle => ({
  ...part,
  schedules: part.schedules.map((schedule) => ({ timeZone, ...schedule })),
})
