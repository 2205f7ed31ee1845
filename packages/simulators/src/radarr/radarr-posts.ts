import type { SimulatedFile, SimulatedMovie } from './radarr-movie.ts'

/** A film as posts tell of it. */
export const postedMovie = (movie: SimulatedMovie): object => ({
  id: movie.id,
  title: movie.title,
  year: movie.year,
  releaseDate: `${movie.year}-09-01`,
  folderPath: movie.path,
  tmdbId: movie.tmdbId,
  imdbId: movie.imdbId,
  overview: movie.overview,
  genres: movie.genres,
  tags: [],
})

/** A file as posts tell of it. */
export const postedFile = ({ path }: SimulatedMovie, file: SimulatedFile): object => ({
  id: file.id,
  relativePath: file.relativePath,
  path: `${path}/${file.relativePath}`,
  quality: 'Bluray-1080p',
  qualityVersion: 1,
  releaseGroup: 'GROUP',
  indexerFlags: '0',
  size: file.size,
  dateAdded: file.dateAdded,
})

/** What is posted to try a webhook. */
export const radarrTestPost = (instanceName: string): object => ({
  movie: { id: 1, title: 'Test Title', year: 1970, releaseDate: '1970-01-01', folderPath: 'C:\\testpath', tmdbId: 0, tags: ['test-tag'] },
  remoteMovie: { tmdbId: 1234, imdbId: '5678', title: 'Test title', year: 1970 },
  release: { quality: 'Test Quality', qualityVersion: 1, releaseGroup: 'Test Group', releaseTitle: 'Test Title', size: 9999999 },
  eventType: 'Test',
  instanceName,
  applicationUrl: '',
})
