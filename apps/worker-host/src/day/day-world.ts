import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import {
  startRadarrSimulator,
  startSonarrSimulator,
  startTmdbSimulator,
  type RadarrSimulator,
  type SonarrSimulator,
  type TmdbSimulator,
} from '@backlot/simulators'
import { configSchema, type Config } from '../config/config-schema.ts'
import { copiedFilm, daySeries, episodesOfSeason, morningFilms, newFilms, type DayFilm } from './day-films.ts'
import { startReceiver, type Receiver } from './receiver.ts'

/** Everything around a host: folders of films and series, and simulators of whom it talks to. */
export interface DayWorld extends AsyncDisposable {
  films: string
  series: string
  radarr: RadarrSimulator
  sonarr: SonarrSimulator
  tmdb: TmdbSimulator
  phone: Receiver
  /** Of a host that is connected to all of them. */
  config: Config
  /** Adds a film to Radarr, whose pictures are at the simulated TMDb, too. Gives its id there. */
  readonly addFilm: (film: DayFilm) => Promise<number>
  /** Copies a film into the folder, as a person would. Gives its path. */
  readonly copy: (film: DayFilm) => Promise<string>
}

/** Makes the world in a folder, as it is in the morning. */
export const createDayWorld = async (folder: string, databaseUrl: string): Promise<DayWorld> => {
  const [films, series] = [join(folder, 'films'), join(folder, 'series')]
  const radarr = await startRadarrSimulator({ mediaFolder: films })
  const sonarr = await startSonarrSimulator({ mediaFolder: series })
  const tmdb = await startTmdbSimulator()
  const phone = await startReceiver()
  const copy = async ({ title, year }: DayFilm): Promise<string> => {
    const path = join(films, `${title} (${year})`, `${title} (${year}).mkv`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `${title}, copied by hand`)
    return path
  }
  const picture = (name: string) => ({ images: [{ coverType: 'poster', remoteUrl: `${tmdb.imageUrl}/original/${name}.jpg` }] })
  const addFilm = async (film: DayFilm): Promise<number> => (await radarr.add({ ...film, oddities: picture(film.imdbId) })).id
  tellTmdb(tmdb)
  for (const film of Object.values(morningFilms)) await radarr.importFile(await addFilm(film))
  // Of each series the first season is there.
  for (const series of Object.values(daySeries)) {
    const { id } = await sonarr.add({ ...series, episodesOfSeason, oddities: picture(series.imdbId) })
    for (let episode = 1; episode <= episodesOfSeason; episode++) await sonarr.importFile(id, { season: 1, episodes: [episode] })
  }
  await copy(copiedFilm)
  await ageFiles(folder)
  const config = configSchema.parse({
    data: join(folder, 'data'),
    server: { port: await freePort() },
    jobs: { timeZone: 'UTC', drainTimeout: '10s' },
    metadata: { tmdb: { token: tmdb.token, url: tmdb.url, imageUrl: tmdb.imageUrl } },
    images: { trustedHosts: [new URL(tmdb.imageUrl).host] },
    arr: {
      radarr: [{ name: 'main', url: radarr.url, apiKey: radarr.apiKey, pathMappings: [{ remote: '/movies', local: films }] }],
      sonarr: [{ name: 'tv', url: sonarr.url, apiKey: sonarr.apiKey, pathMappings: [{ remote: '/tv', local: series }] }],
    },
    notifications: {
      agents: [{ name: 'phone', type: 'webhook', url: phone.url, secret: 'what the two of them know', allowPrivateAddresses: true }],
    },
    database: { url: databaseUrl },
  })
  const close = async (): Promise<void> => {
    for (const simulator of [radarr, sonarr, tmdb, phone]) await simulator[Symbol.asyncDispose]()
  }
  return { films, series, radarr, sonarr, tmdb, phone, config, addFilm, copy, [Symbol.asyncDispose]: close }
}

const tellTmdb = (tmdb: TmdbSimulator): void => {
  for (const { title, year, tmdbId: id, imdbId } of [...Object.values(morningFilms), ...Object.values(newFilms), copiedFilm]) {
    tmdb.addMovie({ id, title, release_date: `${year}-03-01`, runtime: 90, external_ids: { imdb_id: imdbId }, poster_path: `/${id}.jpg` })
  }
  for (const [place, { title: name, year, tvdbId, imdbId, seasons }] of Object.values(daySeries).entries()) {
    tmdb.addSeries({
      id: 710_000 + place,
      name,
      first_air_date: `${year}-02-15`,
      external_ids: { tvdb_id: tvdbId, imdb_id: imdbId },
      seasons: Array.from({ length: seasons }, (_, index) => ({
        season_number: index + 1,
        episodes: Array.from({ length: episodesOfSeason }, (__, number) => ({ name: `Chapter ${index * episodesOfSeason + number + 1}` })),
      })),
    })
  }
}

/** Files that were just written are looked at twice by a scan, which takes its time; these have been there for long. */
const ageFiles = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), new Date(0), new Date(0))
  }
}

/** A port that is free now: the address of the host stays the same when it starts again. */
const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
