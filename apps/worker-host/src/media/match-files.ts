import { chosenFileRows, type FileChoice } from '@backlot/catalog'
import { isPermanentError, type Insert } from '@backlot/jobs'
import { matchFilesByHand, type MoviePorts } from '@backlot/movie-jobs'
import { matchSeriesByHand } from '@backlot/tvshow-jobs'
import type { Changed, MatchRequest } from '../http/library-schema.ts'
import { notFound, ProblemError } from '../http/problem.ts'

/** What matching by hand needs. */
type MatchPorts = Pick<MoviePorts, 'db' | 'search'> & { insert: Insert }

const noFiles = 'No such file is in a library'

/** Says what files are: a film, or episodes of a series; by its title or a provider's id it is what their library holds. */
export const matchFiles = async (
  ports: MatchPorts,
  files: FileChoice,
  { movieId, seriesId, title = '', year, externalId, season, episodes }: Omit<MatchRequest, 'files' | 'path'>,
): Promise<Changed> => {
  const named = externalId === undefined ? { title, ...(year === undefined ? {} : { year }) } : { externalId }
  if (movieId !== undefined || (seriesId === undefined && (await libraryType(ports, files)) === 'movie')) {
    const matched = await matchFilesByHand(ports, files, movieId === undefined ? named : { movieId })
    if (matched === undefined) throw notFound(movieId === undefined ? noFiles : `There is no film ${movieId}`)
    return { changed: matched.files, movieId: matched.movieId }
  }
  const series = seriesId === undefined ? named : { seriesId }
  const matched = await matchSeriesByHand(ports, files, { series, episodes: { season, episodes } }).catch((error: unknown) => {
    throw isPermanentError(error) ? new ProblemError(422, error.message, [], { cause: error }) : error
  })
  if (matched === undefined) throw notFound(seriesId === undefined ? noFiles : `There is no series ${seriesId}`)
  if (matched.files === 0 && matched.undecided > 0)
    throw new ProblemError(422, 'Neither the names nor you say which episodes the files hold; name them: season and episodes')
  return { changed: matched.files, seriesId: matched.seriesId, ...(matched.undecided > 0 && { undecided: matched.undecided }) }
}

const libraryType = async ({ db }: MatchPorts, files: FileChoice): Promise<'movie' | 'tvshow'> => {
  const [first] = await chosenFileRows(db, files)
  if (first === undefined) return 'movie'
  const library = await db
    .selectFrom('backlot.files as f')
    .innerJoin('backlot.libraries as l', 'l.id', 'f.library_id')
    .select('l.type')
    .where('f.id', '=', first.id)
    .executeTakeFirst()
  return library?.type ?? 'movie'
}
