import type { MatchCandidate } from '@backlot/catalog'
import { askingForLibrary, findTitle, offline } from '@backlot/metadata'
import type { FoundFilm } from '../import/found-film.ts'
import type { MoviePorts } from '../ports.ts'

/** What a provider said about files that the library knows no film for: which one it is, or which it may be. */
export interface AskedFilm {
  online?: NonNullable<FoundFilm['online']>
  candidates: MatchCandidate[]
}

/** Asks the first provider of a library that knows films which one was found; nothing when there is none, or no title to ask for. */
export const askWhichFilm = async (
  ports: Pick<MoviePorts, 'db' | 'online'>,
  film: FoundFilm,
  { libraryId, signal }: { libraryId: string; signal: AbortSignal },
): Promise<AskedFilm> => {
  const { providers, languages } = await askingForLibrary(ports.db, ports.online ?? offline, libraryId)
  const provider = providers.find(({ movie }) => movie !== undefined)
  const titles = [film.nfo?.title ?? '', film.title, ...film.titleAlts].filter((title) => title !== '')
  const ids = { ...film.ids, ...film.nfo?.uniqueIds }
  if (provider === undefined || (titles.length === 0 && Object.keys(ids).length === 0)) return { candidates: [] }
  const found = await findTitle(
    provider,
    { type: 'movie', ids, titles: [...new Set(titles)], year: film.nfo?.year ?? film.year },
    { signal, languages },
  )
  if (found.id !== undefined) {
    const { id: value, confidence, why } = found
    return { online: { id: { provider: provider.name, value }, confidence, why }, candidates: [] }
  }
  return {
    candidates: found.candidates.map(({ id, title, year = null, confidence }) => ({
      itemId: null,
      provider: provider.name,
      providerId: id,
      title,
      year,
      confidence,
    })),
  }
}
