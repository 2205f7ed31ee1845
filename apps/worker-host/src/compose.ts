import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { accountCleanupTargets, accountsBundle, type AccountsDatabase } from '@backlot/accounts'
import { activityJobs, recordActivity, type ActivityDatabase } from '@backlot/activity'
import {
  arrCleanupTargets,
  arrJobs,
  createRadarrClient,
  createSonarrClient,
  type ArrDatabase,
  type ArrPorts,
} from '@backlot/arr-integrations'
import { catalogCleanupTargets, documentSources, listLibraries } from '@backlot/catalog'
import { createHost, type Bundle, type Client, type Host, type Logger } from '@backlot/jobs'
import { systemJobs } from '@backlot/jobs/system'
import { createWatching, libraryCleanupTargets, libraryJobs, type LibraryDatabase } from '@backlot/library'
import {
  createImageLibrary,
  createImageStore,
  createMediaProbe,
  createProviderTurns,
  createResizer,
  imageJobs,
  orphanedImages,
  type ImagesDatabase,
  metadataJobs,
} from '@backlot/metadata'
import { indexFilms, matchMovieFile, movieContent, movieJobs, scanMovieLibrary } from '@backlot/movie-jobs'
import {
  createAgents,
  createGather,
  notificationCleanupTargets,
  notificationsBundle,
  type NotificationsDatabase,
} from '@backlot/notifications'
import { createSafeFetch } from '@backlot/safe-fetch'
import { searchJobs } from '@backlot/search'
import { indexSeries, matchTVShowFile, scanTVShowLibrary, tvshowContent, tvshowJobs } from '@backlot/tvshow-jobs'
import { Kysely, PostgresDialect } from 'kysely'
import { arrInstances } from './config/arr-settings.ts'
import type { Config } from './config/config-schema.ts'
import { outsideChecks } from './doctor/outside-checks.ts'
import type { HealthDatabase } from './health/health-database.ts'
import { healthJobs } from './health/health-jobs.ts'
import { createNotificationService } from './host/create-notification-service.ts'
import type { LeveledLogger } from './host/create-logger.ts'
import { createOnlineMetadata } from './host/create-online-metadata.ts'
import { createSystemService } from './host/create-system-service.ts'
import { imageRules } from './host/image-rules.ts'
import { keepLibraries, type LibraryKeeper } from './host/keep-libraries.ts'
import { nameLibraries } from './host/name-libraries.ts'
import { openPool } from './host/open-pool.ts'
import { recordedIntegrations } from './host/recorded-integrations.ts'
import { recordedJobs } from './host/recorded-jobs.ts'
import { recordedLog } from './host/recorded-log.ts'
import { createRecorder } from './host/recorder.ts'
import { tellOfFailures } from './host/tell-of-failures.ts'
import { tellOfHost, type HostTeller } from './host/tell-of-host.ts'
import type { Database } from './host/open-database.ts'
import { createActivityService } from './http/activity-routes.ts'
import { createAskers } from './http/askers.ts'
import { createApp, type App } from './http/create-app.ts'
import { createEventFeed, type EventFeed } from './http/event-feed.ts'
import { createMetrics } from './http/metrics.ts'
import { indexPerson } from './media/index-person.ts'
import { recordedMediaService } from './media/recorded-media-service.ts'
import { openSearch } from './search/open-search.ts'
import { settleSearch } from './search/settle-search.ts'

/** What the program is composed from: its configuration, an open database and a logger. */
export interface ComposeOptions {
  config: Config
  database: Pick<Database, 'url' | 'kind' | 'version'>
  /** The level of one that has levels can be changed through the API. */
  logger: Logger | LeveledLogger
}

/** The whole program, wired and not started. */
export interface Composition {
  host: Host
  app: App
  events: EventFeed
  /** What the host does for its libraries by itself; not started. */
  keeper: LibraryKeeper
  /** Tells that the host started and stops. */
  teller: HostTeller
  /** Has the search index filled where that is needed; when the host has started. */
  settle: () => Promise<void>
  /** Closes what composing opened: the media's connections. The host is stopped before. */
  close: () => Promise<void>
}

const maxImageBytes = 10_000_000

/** All tables that the host reads and writes. */
type HostDatabase = LibraryDatabase &
  ImagesDatabase &
  NotificationsDatabase &
  ActivityDatabase &
  AccountsDatabase &
  ArrDatabase &
  HealthDatabase

/** The one place where everything meets: ports from top to bottom. Opens no connection before something asks. */
export const compose = ({ config, database, logger }: ComposeOptions): Composition => {
  const { pool, closing } = openPool({ connectionString: database.url, max: 20, application_name: 'backlot media' }, logger)
  const db = new Kysely<HostDatabase>({ dialect: new PostgresDialect({ pool }) })

  const search = openSearch(config.search, db)
  const probe = createMediaProbe({ ffprobe: config.media.ffprobe })
  const online = createOnlineMetadata(config.metadata, createProviderTurns(db))
  const scans = { movie: scanMovieLibrary, tvshow: scanTVShowLibrary }
  const store = createImageStore(join(config.data, 'images'))
  const arr = {
    radarr: arrInstances(config.arr, 'radarr').map((instance) => createRadarrClient(instance)),
    sonarr: arrInstances(config.arr, 'sonarr').map((instance) => createSonarrClient(instance)),
  }
  const rules = imageRules(config.images, {
    providers: online.providers,
    apps: [...arr.radarr, ...arr.sonarr].map(({ instance }) => instance.app),
  })
  const fetchImage = createSafeFetch({ ...rules, maxBytes: maxImageBytes, timeoutMs: 60_000 })
  const images = createImageLibrary({ db, store, resizer: createResizer(), rules })
  const agents = createAgents(config.notifications.agents, { db, logger })
  const libraryName = async (id: string): Promise<string | undefined> => (await listLibraries(db, id))[0]?.name
  // The host comes last, and knows its client when it has started.
  const client: Pick<Client, 'insert' | 'jobGet'> = {
    insert: async (request, options) => await host.client.insert(request, options),
    jobGet: async (id) => await host.client.jobGet(id),
  }
  const changed: Pick<ArrPorts, 'movies' | 'series'> = {
    movies: { index: async (tx, ids, insert) => await indexFilms(tx, { search: search.index, insert }, ids), readFile: matchMovieFile },
    series: {
      index: async (tx, ids, insert) =>
        await indexSeries(tx, { search: search.index, insert }, { seriesIds: ids, seasonIds: 'all', episodeIds: 'all' }),
      readFile: matchTVShowFile,
    },
  }
  const bundles = [
    systemJobs({
      db,
      client: () => host.client,
      agents,
      gather: nameLibraries(createGather({ db, agents }), libraryName),
      cleanupTargets: [
        ...arrCleanupTargets(
          db,
          [...arr.radarr, ...arr.sonarr].map(({ instance }) => instance),
          async (tx, type, ids) => await changed[type === 'movie' ? 'movies' : 'series'].index(tx, ids, client.insert),
        ),
        ...accountCleanupTargets(db),
        ...notificationCleanupTargets(db),
        ...catalogCleanupTargets(db, {
          unindexPeople: async (tx, ids) => await indexFilms(tx, { search: search.index, insert: client.insert }, [], { personIds: ids }),
        }),
        ...libraryCleanupTargets(db),
        orphanedImages({ db, store }),
      ],
    }),
    notificationsBundle(),
    activityJobs({ db }),
    accountsBundle(),
    libraryJobs({ db, probe, scans, jobs: client }),
    searchJobs({ db, search: search.index, sources: documentSources }),
    metadataJobs({
      db,
      online,
      content: { movie: movieContent({ db, search: search.index }), tvshow: tvshowContent({ db, search: search.index }) },
      indexPerson: indexPerson({ search: search.index }),
      matches: { movie: matchMovieFile, tvshow: matchTVShowFile },
    }),
    movieJobs({ db, search: search.index, probe, online }),
    tvshowJobs({ db, search: search.index, online }),
    imageJobs({ db, store, fetchImage }),
    arrJobs({
      ...arr,
      db,
      recordActivity,
      ...changed,
    }),
    // Of services that come below.
    healthJobs({
      db,
      checks: () =>
        outsideChecks({ dataFolder: config.data, db, media, notifications, online, search, servers: [...arr.radarr, ...arr.sonarr] }),
    }),
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
    followUps: tellOfFailures(agents),
    ...(totalWorkers === undefined ? {} : { totalWorkers }),
  })

  // Events of other hosts cost a NOTIFY each, so they are asked for only while somebody reads.
  const events: EventFeed = createEventFeed({ epoch: randomUUID().slice(0, 8), whileRead: () => host.subscribeCluster(events.publish) })
  const metrics = createMetrics(host)
  host.subscribe((event) => {
    metrics.record(event)
    if (!events.isRead()) events.publish(event)
  })

  const keeper = keepLibraries(createWatching({ db, scans, jobs: client, logger, quiet: config.watching.quiet }), client)
  const askers = createAskers()
  const recorder = createRecorder(db, askers.current)
  const media = recordedMediaService({ db, search: search.index, jobs: host, scans, keeper }, recorder)
  const notifications = createNotificationService(db, agents)
  const publicUrl = config.arr.publicUrl ?? `http://127.0.0.1:${config.server.port}`
  const integrations = recordedIntegrations({ ...arr, db, client, publicUrl }, recorder)
  const system = createSystemService({
    dataFolder: config.data,
    database,
    db,
    jobs: host,
    media,
    notifications,
    integrations,
    probe,
    online,
    search,
  })
  const app = createApp(
    {
      askers,
      jobs: recordedJobs(host, recorder),
      media,
      system,
      images,
      notifications: {
        ...notifications,
        test: async (agent) =>
          await recorder.recordOutside(
            { deed: 'agent.tested', target: { type: 'agent', id: agent } },
            async () => await notifications.test(agent),
          ),
      },
      integrations,
      activity: createActivityService(db),
      // One without levels says nothing.
      log: recordedLog('level' in logger ? logger : { level: 'error' }, recorder),
      events,
      metrics,
    },
    logger,
  )
  const teller = tellOfHost(client, agents, logger)
  const settle = async (): Promise<void> => await settleSearch({ search, db, client: host.client, logger })
  const close = async (): Promise<void> => {
    closing()
    await db.destroy()
  }
  return { host, app, events, keeper, teller, settle, close }
}

/** The schedules of a bundle, in the configured time zone where they name none. */
const inTimeZone = (part: Bundle, timeZone: string): Bundle => ({
  ...part,
  schedules: part.schedules.map((schedule) => ({ timeZone, ...schedule })),
})
