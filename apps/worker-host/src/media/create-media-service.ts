import type { MoviePorts } from '@backlot/movie-jobs'
import type { SearchIndex } from '@backlot/search'
import type { MediaService } from '../http/media-service.ts'
import { fileService } from './file-service.ts'
import { libraryService, type LibraryPorts } from './library-service.ts'
import { movieService } from './movie-service.ts'
import { seriesService } from './series-service.ts'
import { searchService } from './search-service.ts'

/** What serving media needs. */
export interface MediaPorts extends LibraryPorts {
  search: MoviePorts['search'] & Pick<SearchIndex, 'search'>
}

/** Everything about media that the API serves. */
export const createMediaService = (ports: MediaPorts): MediaService => ({
  ...libraryService(ports),
  ...fileService(ports),
  ...movieService(ports),
  ...seriesService(ports),
  ...searchService(ports.db, ports.search),
})
