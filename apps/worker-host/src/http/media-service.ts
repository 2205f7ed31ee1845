import type { Inserted } from '@backlot/jobs'
import type {
  AddLibrary,
  Changed,
  EditLibrary,
  FileTarget,
  LibraryProblemView,
  LibraryView,
  MatchRequest,
  MissingFileView,
  ScanOptions,
  UnmatchedFolderView,
} from './library-schema.ts'
import type { MovieSummaryView, MovieView, SearchAnswer, SearchRequest } from './movie-schema.ts'
import type { EpisodeView, SeriesSummaryView, SeriesView } from './series-schema.ts'
import type { z } from 'zod'
import type { scanSchema } from './library-schema.ts'

type ScanView = z.output<typeof scanSchema>

/**
 * Libraries, files, films, series and search, in the words of the API. A library is named by its id or its name. Where
 * something is not there or cannot be done, a ProblemError says so.
 */
export interface MediaService {
  libraries(): Promise<LibraryView[]>
  library(library: string): Promise<LibraryView>
  addLibrary(input: AddLibrary): Promise<LibraryView>
  /** Changes its name or settings. */
  editLibrary(library: string, edit: EditLibrary): Promise<LibraryView>
  /** Forgets a library and all that is stored about it; files on disk stay. */
  removeLibrary(library: string): Promise<void>
  /** Inserts the scan job of a library. */
  requestScan(library: string, options: ScanOptions): Promise<Inserted>
  scans(library: string): Promise<ScanView[]>
  problems(library: string): Promise<LibraryProblemView[]>
  missing(library: string): Promise<MissingFileView[]>
  /** Says that missing files are to be waited for, without an end. */
  keepMissing(library: string, target: FileTarget): Promise<Changed>
  /** Forgets missing files now. */
  removeMissing(library: string, target: FileTarget): Promise<Changed>
  unmatched(filter: { library?: string | undefined }): Promise<UnmatchedFolderView[]>
  match(request: MatchRequest): Promise<Changed>
  ignore(target: FileTarget): Promise<Changed>
  /** Takes a manual match or an ignore back. */
  undo(target: FileTarget): Promise<Changed>
  movies(page: {
    cursor?: string | undefined
    limit: number
    library?: string | undefined
  }): Promise<{ movies: MovieSummaryView[]; next?: string }>
  movie(id: string): Promise<MovieView>
  /** Inserts the job that reads everything about a film again. */
  refreshMovie(id: string, options: { force?: boolean | undefined }): Promise<Inserted>
  seriesPage(page: {
    cursor?: string | undefined
    limit: number
    library?: string | undefined
  }): Promise<{ series: SeriesSummaryView[]; next?: string }>
  series(id: string): Promise<SeriesView>
  episodes(
    seriesId: string,
    page: { season?: number | 'none' | undefined; cursor?: string | undefined; limit: number },
  ): Promise<{ episodes: EpisodeView[]; next?: string }>
  /** Inserts the job that reads everything about a series again. */
  refreshSeries(
    id: string,
    options: { force?: boolean | undefined; includeSeasons?: boolean | undefined; includeEpisodes?: boolean | undefined },
  ): Promise<Inserted>
  search(request: SearchRequest): Promise<SearchAnswer>
}
