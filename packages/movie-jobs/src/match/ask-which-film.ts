import { askWhichTitle, offline, type AskedTitle } from '@backlot/metadata'
import type { FoundFilm } from '../import/found-film.ts'
import type { MoviePorts } from '../ports.ts'

/** Asks the providers of a library which film was found. */
export const askWhichFilm = async (
  ports: Pick<MoviePorts, 'db' | 'online'>,
  film: FoundFilm,
  { libraryId, signal }: { libraryId: string; signal: AbortSignal },
): Promise<AskedTitle> =>
  await askWhichTitle(ports.db, ports.online ?? offline, {
    type: 'movie',
    ids: { ...film.ids, ...film.nfo?.uniqueIds },
    titles: [film.nfo?.title ?? '', film.title, ...film.titleAlts],
    year: film.nfo?.year ?? film.year,
    libraryId,
    signal,
  })
