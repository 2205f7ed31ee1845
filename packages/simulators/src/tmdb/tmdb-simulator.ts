import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerAsTmdb, type TmdbChange } from './tmdb-answers.ts'
import { answerWithFault, type TmdbFault } from './tmdb-faults.ts'
import { simulatedMovie, simulatedPerson, simulatedSeries, type TmdbSeasonPlan, type TmdbThing, type TmdbWorld } from './tmdb-world.ts'

/** What a simulated TMDb is like. */
export interface TmdbSimulatorOptions {
  /** The token that it takes. */
  token?: string
  /** Answers 429 to what is more than so many requests in a second, with this Retry-After. */
  limit?: { perSecond: number; retryAfterSeconds: number }
  /** What time it is there. */
  now?: () => number
}

/** A request that the simulator got. */
export interface TmdbRequest {
  /** `/movie/603` */
  path: string
  query: Record<string, string>
  /** Milliseconds of the process's clock. */
  at: number
  status: number
}

/** TMDb on loopback, over real HTTP: it knows what a test tells it, and fails as a test tells it. */
export interface TmdbSimulator extends AsyncDisposable {
  /** For `metadata.tmdb.url`. */
  url: string
  /** For `metadata.tmdb.imageUrl`; every picture is there, and all look alike. */
  imageUrl: string
  token: string
  requests: TmdbRequest[]
  addMovie(movie: Record<string, unknown> & { id: number; title: string }): void
  addSeries(series: Record<string, unknown> & { id: number; name: string; seasons: number | TmdbSeasonPlan[] }): void
  addPerson(person: Record<string, unknown> & { id: number; name: string }): void
  /** Changes something and says so among the changes. */
  change(type: keyof TmdbWorld, id: number, fields: Record<string, unknown>): void
  /** It never existed. */
  remove(type: keyof TmdbWorld, id: number): void
  /** Answers with a fault from now on: all requests or those of these paths, for ever or so many times. */
  fail(fault: TmdbFault, options?: { paths?: RegExp; times?: number }): void
  /** Asks for a pause: 429 to everything until `recover`. */
  limit(retryAfterSeconds: number): void
  /** Nothing is wrong any more. */
  recover(): void
}

/** A picture of one pixel. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** Starts a simulated TMDb; disposing of it stops it and breaks what is open. */
export const startTmdbSimulator = async (options: TmdbSimulatorOptions = {}): Promise<TmdbSimulator> => {
  const { token = 'simulated-token', limit, now = () => Date.now() } = options
  const world: TmdbWorld = { movie: new Map(), tv: new Map(), person: new Map() }
  const changes: TmdbChange[] = []
  const requests: TmdbRequest[] = []
  let faults: { fault: TmdbFault; paths: RegExp; times: number }[] = []
  let pauseSeconds: number | undefined

  const overLimit = (): number | undefined => {
    if (pauseSeconds !== undefined) return pauseSeconds
    if (limit === undefined) return undefined
    const lately = requests.filter(({ at, status }) => status !== 429 && at > performance.now() - 1_000).length
    return lately >= limit.perSecond ? limit.retryAfterSeconds : undefined
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const path = url.pathname.replace(/^\/3(?=\/)/, '')
    if (path.startsWith('/t/p/')) return void response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
    const seen: TmdbRequest = { path, query: Object.fromEntries(url.searchParams), at: performance.now(), status: 200 }
    const retryAfter = overLimit()
    requests.push(seen)
    const say = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      seen.status = status
      response
        .writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers })
        .end(status === 304 ? undefined : JSON.stringify(body))
    }
    if (retryAfter !== undefined)
      return say(
        429,
        { status_code: 25, status_message: 'Your request count is over the allowed limit.' },
        { 'retry-after': String(retryAfter) },
      )
    const fault = faults.find(({ paths, times }) => times > 0 && paths.test(path))
    if (fault !== undefined) {
      fault.times--
      seen.status = 0
      return await answerWithFault(fault.fault, response)
    }
    if (request.headers.authorization !== `Bearer ${token}`)
      return say(401, { success: false, status_code: 7, status_message: 'Invalid API key: You must be granted a valid key.' })
    const { status, body } = answerAsTmdb(world, changes, url)
    const etag = `W/"${createHash('sha1').update(JSON.stringify(body)).digest('hex')}"`
    say(status === 200 && request.headers['if-none-match'] === etag ? 304 : status, body, { etag })
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const add = (type: keyof TmdbWorld, thing: TmdbThing): void => {
    world[type].set(thing.id, thing)
    changes.push({ type, id: thing.id, at: now() })
  }
  return {
    url: `${origin}/3`,
    imageUrl: `${origin}/t/p`,
    token,
    requests,
    addMovie: (movie) => add('movie', simulatedMovie(movie)),
    addSeries: (series) => add('tv', simulatedSeries(series)),
    addPerson: (person) => add('person', simulatedPerson(person)),
    change: (type, id, fields) => add(type, { ...world[type].get(id), ...fields, id }),
    remove: (type, id) => void world[type].delete(id),
    fail: (fault, { paths = /./, times = Number.POSITIVE_INFINITY } = {}) => void faults.push({ fault, paths, times }),
    limit: (seconds) => void (pauseSeconds = seconds),
    recover: () => {
      faults = []
      pauseSeconds = undefined
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
