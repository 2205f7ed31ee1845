import type { z } from 'zod'
import { ArrError, isArrError } from './arr-error.ts'
import {
  historyRecord,
  notificationResource,
  qualityProfiles,
  rootFolders,
  systemStatus,
  tags,
  type HistoryRecord,
  type NotificationResource,
  type SystemStatus,
} from './arr-facts.ts'
import { createArrHttp, type ArrHttp, type ArrRequest } from './arr-http.ts'
import { describeInstance, type ArrInstance } from './arr-instance.ts'
import { radarrMovie, type RadarrMovie } from './radarr-movie.ts'
import { readRow, type Row } from './read-row.ts'
import { sonarrEpisode, sonarrSeries, type SonarrEpisode, type SonarrSeries } from './sonarr-series.ts'

type Options = Pick<ArrRequest, 'signal'>

/** What both servers can be asked. Everything rejects with an `ArrError`. */
export interface ArrClient {
  readonly instance: ArrInstance
  status(options: Options): Promise<SystemStatus>
  /** Names by id. */
  qualityProfiles(options: Options): Promise<Map<number, string>>
  /** Labels by id. */
  tags(options: Options): Promise<Map<number, string>>
  rootFolders(options: Options): Promise<string[]>
  /** What happened at or after a time. */
  historySince(since: Date, options: Options): AsyncGenerator<Row<HistoryRecord>>
  notifications(options: Options): Promise<NotificationResource[]>
  /** Stores a notification: in place of the one of its id, or as a new one. The server tries it first. */
  saveNotification(notification: NotificationResource, options: Options): Promise<NotificationResource>
  /** Lets the server send a test post. */
  testNotification(notification: NotificationResource, options: Options): Promise<void>
}

/** Requests to one Radarr. */
export interface RadarrClient extends ArrClient {
  /** All films with their files, one by one as they arrive: one request. */
  movies(options: Options): AsyncGenerator<Row<RadarrMovie>>
  /** One film; undefined when there is none of the id. */
  movie(id: number, options: Options): Promise<Row<RadarrMovie> | undefined>
}

/** Requests to one Sonarr. */
export interface SonarrClient extends ArrClient {
  allSeries(options: Options): AsyncGenerator<Row<SonarrSeries>>
  /** One series; undefined when there is none of the id. */
  series(id: number, options: Options): Promise<Row<SonarrSeries> | undefined>
  /** The episodes of a series with their files: one request. */
  episodes(seriesId: number, options: Options): AsyncGenerator<Row<SonarrEpisode>>
}

/** Makes the client of a Radarr. `send` is `fetch`. */
export const createRadarrClient = (instance: ArrInstance, send?: typeof fetch): RadarrClient => {
  const http = createArrHttp(instance, send)
  return {
    ...common(http, instance),
    movies: ({ signal }) => rows(http, { path: 'movie', query: { excludeLocalCovers: 'true' }, signal }, radarrMovie),
    movie: async (id, { signal }) => await one(http, { path: `movie/${id}`, signal }, radarrMovie),
  }
}

/** Makes the client of a Sonarr. `send` is `fetch`. */
export const createSonarrClient = (instance: ArrInstance, send?: typeof fetch): SonarrClient => {
  const http = createArrHttp(instance, send)
  return {
    ...common(http, instance),
    allSeries: ({ signal }) => rows(http, { path: 'series', signal }, sonarrSeries),
    series: async (id, { signal }) => await one(http, { path: `series/${id}`, signal }, sonarrSeries),
    episodes: (seriesId, { signal }) =>
      rows(http, { path: 'episode', query: { seriesId: String(seriesId), includeEpisodeFile: 'true' }, signal }, sonarrEpisode),
  }
}

const common = (http: ArrHttp, instance: ArrInstance): ArrClient => {
  const read = async <Schema extends z.ZodType>(schema: Schema, request: ArrRequest): Promise<z.output<Schema>> => {
    const parsed = schema.safeParse(await http.json(request))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    const fault = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
    throw new ArrError('wrong', `${describeInstance(instance)} answered ${request.path} in a shape that is not known: ${fault}`)
  }
  return {
    instance,
    status: async ({ signal }) => await read(systemStatus, { path: 'system/status', signal }),
    qualityProfiles: async ({ signal }) =>
      new Map((await read(qualityProfiles, { path: 'qualityprofile', signal })).map(({ id, name }) => [id, name])),
    tags: async ({ signal }) => new Map((await read(tags, { path: 'tag', signal })).map(({ id, label }) => [id, label])),
    rootFolders: async ({ signal }) => (await read(rootFolders, { path: 'rootfolder', signal })).map(({ path }) => path),
    historySince: (since, { signal }) => rows(http, { path: 'history/since', query: { date: since.toISOString() }, signal }, historyRecord),
    notifications: async ({ signal }) => await read(notificationResource.array(), { path: 'notification', signal }),
    saveNotification: async (notification, { signal }) =>
      await read(
        notificationResource,
        notification.id === undefined
          ? { method: 'POST', path: 'notification', body: notification, signal }
          : { method: 'PUT', path: `notification/${notification.id}`, body: notification, signal },
      ),
    testNotification: async (notification, { signal }) =>
      void (await http.json({ method: 'POST', path: 'notification/test', body: notification, signal })),
  }
}

async function* rows<Schema extends z.ZodType>(http: ArrHttp, request: ArrRequest, schema: Schema): AsyncGenerator<Row<z.output<Schema>>> {
  for await (const element of http.elements(request)) yield readRow(schema, element)
}

const one = async <Schema extends z.ZodType>(
  http: ArrHttp,
  request: ArrRequest,
  schema: Schema,
): Promise<Row<z.output<Schema>> | undefined> => {
  try {
    return readRow(schema, JSON.stringify(await http.json(request)))
  } catch (error) {
    if (isArrError(error, 'not-found')) return undefined
    throw error
  }
}
