import type { SearchIndex } from '@backlot/search'
import type { MediaService } from '../http/media-service.ts'
import { fileService } from './file-service.ts'
import { libraryService, type LibraryPorts } from './library-service.ts'
import { movieService } from './movie-service.ts'
import { reindexFilms } from './reindex-films.ts'
import { searchService } from './search-service.ts'

export interface MediaPorts extends Omit<LibraryPorts, 'reindex'> {
  search: Pick<SearchIndex, 'index' | 'remove' | 'search'>
}

/** Everything about media that the API serves. */
export const createMediaService = ({ db, search, jobs, scans }: MediaPorts): MediaService => {
  const reindex = reindexFilms(search)
  return {
    ...libraryService({ db, jobs, scans, reindex }),
    ...fileService(db, reindex),
    ...movieService(db),
    ...searchService(db, search),
  }
}
