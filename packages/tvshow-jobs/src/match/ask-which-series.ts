import type { MatchCandidate } from '@backlot/catalog'
import { askingForLibrary, findTitle, offline } from '@backlot/metadata'
import type { FoundSeries } from '../import/found-series.ts'
import type { TVShowPorts } from '../ports.ts'

/** What a provider said about files that the library knows no series for: which one it is, or which it may be. */
export interface AskedSeries {
  online?: NonNullable<FoundSeries['online']>
  candidates: MatchCandidate[]
}

/** Asks the first provider of a library that knows series which one was found; nothing when there is none, or no title to ask for. */
export const askWhichSeries = async (
  ports: Pick<TVShowPorts, 'db' | 'online'>,
  { title, titleAlts, year, ids, nfo }: FoundSeries,
  { libraryId, signal }: { libraryId: string; signal: AbortSignal },
): Promise<AskedSeries> => {
  const { providers, languages } = await askingForLibrary(ports.db, ports.online ?? offline, libraryId)
  const provider = providers.find(({ series }) => series !== undefined)
  const titles = [nfo?.title ?? '', title, ...titleAlts].filter((each) => each !== '')
  const known = { ...ids, ...nfo?.uniqueIds }
  if (provider === undefined || (titles.length === 0 && Object.keys(known).length === 0)) return { candidates: [] }
  const clues = { type: 'series' as const, ids: known, titles: [...new Set(titles)], year: nfo?.year ?? year }
  const found = await findTitle(provider, clues, { signal, languages })
  if (found.id !== undefined) {
    const { id: value, confidence, why } = found
    return { online: { id: { provider: provider.name, value }, confidence, why }, candidates: [] }
  }
  return {
    candidates: found.candidates.map(({ id, title: name, year: shown = null, confidence }) => ({
      itemId: null,
      provider: provider.name,
      providerId: id,
      title: name,
      year: shown,
      confidence,
    })),
  }
}
