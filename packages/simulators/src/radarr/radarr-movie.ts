import { madeUpOverview, madeUpTitle, madeUpYear } from '../made-up-title.ts'

/** The file of a simulated film. */
export interface SimulatedFile {
  id: number
  relativePath: string
  size: number
  dateAdded: string
}

/** A film as the simulator keeps it. */
export interface SimulatedMovie {
  id: number
  title: string
  year: number
  tmdbId: number
  imdbId: string
  /** In the server's own words. */
  path: string
  monitored: boolean
  qualityProfileId: number
  tags: number[]
  genres: string[]
  overview: string
  file: SimulatedFile | undefined
  /** Laid over the answer, to make it a strange one. */
  oddities?: Record<string, unknown>
}

/** What can be said of a film that is made; the rest is made up. */
export type NewMovie = Partial<Omit<SimulatedMovie, 'id' | 'file'>>

/** Makes up what is not said. */
export const makeMovie = (id: number, rootFolder: string, given: NewMovie): SimulatedMovie => {
  const { title = madeUpTitle(id), year = madeUpYear(id) } = given
  return {
    id,
    title,
    year,
    tmdbId: 900_000 + id,
    imdbId: `tt${9_000_000 + id}`,
    path: `${rootFolder}/${folderName(title)} (${year})`,
    monitored: true,
    qualityProfileId: 4,
    tags: id % 10 === 0 ? [1] : [],
    genres: id % 2 === 0 ? ['Drama'] : ['Comedy', 'Romance'],
    overview: madeUpOverview(title),
    file: undefined,
    ...given,
  }
}

const folderName = (title: string): string => title.replaceAll(/[/:]/g, '-')

/** A film's file as the API has it. */
export const movieFileResource = ({ id: movieId, path }: SimulatedMovie, file: SimulatedFile): object => ({
  id: file.id,
  movieId,
  relativePath: file.relativePath,
  path: `${path}/${file.relativePath}`,
  size: file.size,
  dateAdded: file.dateAdded,
  edition: '',
  releaseGroup: 'GROUP',
  languages: [{ id: 1, name: 'English' }],
  quality: {
    quality: { id: 7, name: 'Bluray-1080p', source: 'bluray', resolution: 1080, modifier: 'none' },
    revision: { version: 1, real: 0, isRepack: false },
  },
  mediaInfo: {
    audioChannels: 5.1,
    audioCodec: 'EAC3',
    audioLanguages: 'eng',
    videoCodec: 'x264',
    resolution: '1920x1080',
    runTime: '1:41:07',
    subtitles: 'eng/ger',
  },
})

/** A film as `/api/v3/movie` has it. */
export const movieResource = (movie: SimulatedMovie): object => ({
  id: movie.id,
  title: movie.title,
  originalTitle: movie.title,
  originalLanguage: { id: 1, name: 'English' },
  alternateTitles: [{ id: movie.id, sourceType: 'tmdb', movieMetadataId: movie.id, title: `${movie.title}: Uncut`, cleanTitle: '' }],
  sortTitle: movie.title.replace(/^The /, '').toLowerCase(),
  sizeOnDisk: movie.file?.size ?? 0,
  status: 'released',
  overview: movie.overview,
  inCinemas: `${movie.year}-03-01T00:00:00Z`,
  physicalRelease: `${movie.year}-09-01T00:00:00Z`,
  images: [
    { coverType: 'poster', url: `/MediaCover/${movie.id}/poster.jpg`, remoteUrl: `https://image.tmdb.org/t/p/original/p${movie.id}.jpg` },
    { coverType: 'fanart', url: `/MediaCover/${movie.id}/fanart.jpg`, remoteUrl: `https://image.tmdb.org/t/p/original/f${movie.id}.jpg` },
  ],
  year: movie.year,
  studio: 'Made Up Pictures',
  path: movie.path,
  qualityProfileId: movie.qualityProfileId,
  hasFile: movie.file !== undefined,
  movieFileId: movie.file?.id ?? 0,
  monitored: movie.monitored,
  minimumAvailability: 'released',
  isAvailable: true,
  folderName: movie.path,
  runtime: 101,
  cleanTitle: movie.title.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
  imdbId: movie.imdbId,
  tmdbId: movie.tmdbId,
  titleSlug: String(movie.tmdbId),
  rootFolderPath: movie.path.slice(0, movie.path.lastIndexOf('/')),
  certification: 'PG-13',
  genres: movie.genres,
  tags: movie.tags,
  added: '2024-01-01T00:00:00Z',
  ratings: { imdb: { votes: 1_000, value: 7.1, type: 'user' }, tmdb: { votes: 90, value: 6.8, type: 'user' } },
  ...(movie.file !== undefined && { movieFile: movieFileResource(movie, movie.file) }),
  popularity: 12.5,
  ...movie.oddities,
})
