import { madeUpOverview, madeUpTitle, madeUpYear } from '../made-up-title.ts'

/** A file of a simulated series; one file may hold several episodes. */
export interface SimulatedEpisodeFile {
  id: number
  seasonNumber: number
  relativePath: string
  size: number
  dateAdded: string
}

/** An episode as the simulator keeps it. */
export interface SimulatedEpisode {
  id: number
  tvdbId: number
  seasonNumber: number
  episodeNumber: number
  absoluteEpisodeNumber: number | undefined
  title: string
  /** `YYYY-MM-DD` */
  airDate: string
  monitored: boolean
  fileId: number
}

/** A series as the simulator keeps it. */
export interface SimulatedSeries {
  id: number
  title: string
  year: number
  tvdbId: number
  imdbId: string
  tvMazeId: number
  /** In the server's own words. */
  path: string
  monitored: boolean
  seriesType: 'standard' | 'daily' | 'anime'
  qualityProfileId: number
  tags: number[]
  genres: string[]
  overview: string
  episodes: SimulatedEpisode[]
  files: SimulatedEpisodeFile[]
  /** Laid over the answer, to make it a strange one. */
  oddities?: Record<string, unknown>
}

/** What can be said of a series that is made; the rest is made up. */
export type NewSeries = Partial<Omit<SimulatedSeries, 'id' | 'files' | 'episodes'>> & { seasons?: number; episodesOfSeason?: number }

/** Makes up what is not said: by default two seasons of ten episodes. */
export const makeSeries = (
  id: number,
  rootFolder: string,
  { seasons = 2, episodesOfSeason = 10, ...given }: NewSeries,
): SimulatedSeries => {
  const { title = `${madeUpTitle(id)} Files`, year = madeUpYear(id) } = given
  const episodes = Array.from({ length: seasons * episodesOfSeason }, (_, index): SimulatedEpisode => {
    const seasonNumber = Math.floor(index / episodesOfSeason) + 1
    const episodeNumber = (index % episodesOfSeason) + 1
    return {
      id: id * 10_000 + index + 1,
      tvdbId: 7_000_000 + id * 10_000 + index,
      seasonNumber,
      episodeNumber,
      absoluteEpisodeNumber: given.seriesType === 'anime' ? index + 1 : undefined,
      title: `Chapter ${index + 1}`,
      airDate: `${year + seasonNumber - 1}-${String((episodeNumber % 12) + 1).padStart(2, '0')}-15`,
      monitored: true,
      fileId: 0,
    }
  })
  return {
    id,
    title,
    year,
    tvdbId: 800_000 + id,
    imdbId: `tt${8_000_000 + id}`,
    tvMazeId: 60_000 + id,
    path: `${rootFolder}/${title} (${year})`,
    monitored: true,
    seriesType: 'standard',
    qualityProfileId: 4,
    tags: id % 10 === 0 ? [2] : [],
    genres: ['Drama', 'Mystery'],
    overview: madeUpOverview(title),
    ...given,
    episodes,
    files: [],
  }
}

/** The path of an episode's file below its series, as Sonarr names it. */
export const episodeFileName = ({ title, year }: SimulatedSeries, episodes: readonly SimulatedEpisode[]): string => {
  const two = (number: number): string => String(number).padStart(2, '0')
  const season = two(episodes[0]?.seasonNumber ?? 0)
  const numbers = episodes.map(({ episodeNumber }) => `E${two(episodeNumber)}`).join('')
  return `Season ${season}/${title} (${year}) - S${season}${numbers} - ${episodes[0]?.title ?? ''} HDTV-720p.mkv`
}

/** An episode's file as the API has it. */
export const episodeFileResource = (series: SimulatedSeries, file: SimulatedEpisodeFile): object => ({
  ...file,
  seriesId: series.id,
  path: `${series.path}/${file.relativePath}`,
  releaseGroup: 'GROUP',
  languages: [{ id: 1, name: 'English' }],
  quality: {
    quality: { id: 4, name: 'HDTV-720p', source: 'television', resolution: 720 },
    revision: { version: 1, real: 0, isRepack: false },
  },
  releaseType: 'singleEpisode',
})

/** An episode as `/api/v3/episode` has it; with its file when that is asked for. */
export const episodeResource = (series: SimulatedSeries, episode: SimulatedEpisode, includeFile: boolean): object => {
  const file = series.files.find(({ id }) => id === episode.fileId)
  return {
    seriesId: series.id,
    tvdbId: episode.tvdbId,
    episodeFileId: episode.fileId,
    seasonNumber: episode.seasonNumber,
    episodeNumber: episode.episodeNumber,
    title: episode.title,
    airDate: episode.airDate,
    airDateUtc: `${episode.airDate}T20:00:00Z`,
    runtime: 45,
    overview: `${episode.title} of ${series.title}.`,
    hasFile: file !== undefined,
    monitored: episode.monitored,
    ...(episode.absoluteEpisodeNumber !== undefined && { absoluteEpisodeNumber: episode.absoluteEpisodeNumber }),
    unverifiedSceneNumbering: false,
    id: episode.id,
    ...(includeFile && file !== undefined && { episodeFile: episodeFileResource(series, file) }),
  }
}

/** A series as `/api/v3/series` has it. */
export const seriesResource = (series: SimulatedSeries): object => ({
  id: series.id,
  title: series.title,
  alternateTitles: [{ title: `${series.title}: The Series`, seasonNumber: -1 }],
  sortTitle: series.title.replace(/^The /, '').toLowerCase(),
  status: 'continuing',
  ended: false,
  overview: series.overview,
  network: 'Made Up Television',
  images: [
    { coverType: 'poster', url: `/MediaCover/${series.id}/poster.jpg`, remoteUrl: `https://artworks.thetvdb.com/p${series.id}.jpg` },
  ],
  originalLanguage: { id: 1, name: 'English' },
  seasons: [...new Set(series.episodes.map(({ seasonNumber }) => seasonNumber))].map((seasonNumber) => ({ seasonNumber, monitored: true })),
  year: series.year,
  path: series.path,
  qualityProfileId: series.qualityProfileId,
  seasonFolder: true,
  monitored: series.monitored,
  runtime: 45,
  tvdbId: series.tvdbId,
  tvMazeId: series.tvMazeId,
  imdbId: series.imdbId,
  firstAired: `${series.year}-02-15T00:00:00Z`,
  seriesType: series.seriesType,
  certification: 'TV-14',
  genres: series.genres,
  tags: series.tags,
  added: '2024-01-01T00:00:00Z',
  ratings: { votes: 500, value: 8.1 },
  statistics: {
    seasonCount: 2,
    episodeFileCount: series.files.length,
    episodeCount: series.episodes.length,
    totalEpisodeCount: series.episodes.length,
  },
  ...series.oddities,
})
