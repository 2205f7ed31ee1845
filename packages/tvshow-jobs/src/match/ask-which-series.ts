import { askWhichTitle, offline, type AskedTitle } from '@backlot/metadata'
import type { FoundSeries } from '../import/found-series.ts'
import type { TVShowPorts } from '../ports.ts'

/** Asks the providers of a library which series was found; nobody about files that hold no episode, as no series would be made of them. */
export const askWhichSeries = async (
  ports: Pick<TVShowPorts, 'db' | 'online'>,
  { files, title, titleAlts, year, ids, nfo }: FoundSeries,
  { libraryId, signal }: { libraryId: string; signal: AbortSignal },
): Promise<AskedTitle> => {
  const hasEpisodes = files.some(({ episodes }) => episodes.length > 0)
  return await askWhichTitle(ports.db, ports.online ?? offline, {
    type: 'series',
    ids: hasEpisodes ? { ...ids, ...nfo?.uniqueIds } : {},
    titles: hasEpisodes ? [nfo?.title ?? '', title, ...titleAlts] : [],
    year: nfo?.year ?? year,
    libraryId,
    signal,
  })
}
