import type { CatalogDatabase, ExternalId, MatchCandidate } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import { findTitle, type RankedTitle, type TitleClues } from './find-title.ts'
import { askingForLibrary, serving, type OnlineMetadata } from './online-metadata.ts'

/** What providers said about files that the library knows no film or series for. */
export interface AskedTitle {
  /** Which one it is. */
  online?: { id: ExternalId; confidence: number; why: string }
  /** Which ones it may be, where it is none for sure. */
  candidates: MatchCandidate[]
  /** Whom the library has to ask, in order, also where there was nothing to ask for; for `noteAskedFile`. */
  providers: string[]
}

/**
 * Asks the providers of a library in order which film or series was found, until one is sure; nobody where there is neither
 * title nor id to ask for. Rejects with a ProviderError.
 */
export const askWhichTitle = async (
  db: Kysely<CatalogDatabase>,
  online: OnlineMetadata,
  { libraryId, signal, ...clues }: TitleClues & { libraryId: string; signal: AbortSignal },
): Promise<AskedTitle> => {
  const asking = await askingForLibrary(db, online, libraryId)
  const able = serving(asking.providers, clues.type)
  const providers = able.map(({ name }) => name)
  const titles = [...new Set(clues.titles.filter((title) => title !== ''))]
  if (titles.length === 0 && Object.keys(clues.ids).length === 0) return { candidates: [], providers }
  const candidates: MatchCandidate[] = []
  for (const provider of able) {
    const found = await findTitle(provider, { ...clues, titles }, { signal, languages: asking.languages })
    if (found.id !== undefined) {
      const { id: value, confidence, why } = found
      return { online: { id: { provider: provider.name, value }, confidence, why }, candidates: [], providers }
    }
    candidates.push(...found.candidates.map((title) => candidateOf(provider.name, title)))
  }
  return { candidates, providers }
}

const candidateOf = (provider: string, { id, title, year, confidence }: RankedTitle): MatchCandidate => ({
  itemId: null,
  provider,
  providerId: id,
  title,
  year: year ?? null,
  confidence,
})
