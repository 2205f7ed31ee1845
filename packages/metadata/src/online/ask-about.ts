import type { MovieFields } from '../movie-fields.ts'
import type { Fetched, FetchOptions, MetadataProvider, ProvidedSeries, SeriesOptions } from '../providers/metadata-provider.ts'
import { findTitle, type RankedTitle, type TitleClues } from './find-title.ts'
import type { ProviderItem } from './provider-items.ts'

/** What a provider said about a film or series. */
export type Told<Fields> =
  | { is: 'read'; provider: string; id: string; confidence: number; why: string; fields: Fields; version: string | undefined }
  /** As it was when it was read last. */
  | { is: 'unchanged'; provider: string; id: string; version: string | undefined }
  /** It has none that is surely the one. */
  | { is: 'unknown'; provider: string; candidates: RankedTitle[] }

/** A question about one film or series. */
export interface AskAbout {
  clues: TitleClues
  /** What was asked last, where the same answer need not be sent again. */
  last?: Pick<ProviderItem, 'version'> | undefined
  signal: AbortSignal
  languages: readonly string[]
}

/** Finds a film at a provider and reads it: one request where its id is known. Rejects with a ProviderError. */
export const askAboutMovie = async (provider: MetadataProvider, question: AskAbout): Promise<Told<MovieFields>> =>
  await askAbout(provider, question, async (id, request) => await read(provider.movie, provider.name)(id, request))

/** Finds a series at a provider and reads it with chosen seasons. Rejects with a ProviderError. */
export const askAboutSeries = async (
  provider: MetadataProvider,
  { seasons, knownSeasons, ...question }: AskAbout & Pick<SeriesOptions, 'seasons' | 'knownSeasons'>,
): Promise<Told<ProvidedSeries>> =>
  await askAbout(
    provider,
    question,
    async (id, request) =>
      await read(provider.series, provider.name)(id, {
        ...request,
        ...(seasons !== undefined && { seasons }),
        ...(knownSeasons !== undefined && { knownSeasons }),
      }),
  )

const read = <Read>(serve: Read | undefined, name: string): Read => {
  if (serve === undefined) throw new Error(`${name} was asked for what it does not serve`)
  return serve
}

const askAbout = async <Fields>(
  provider: MetadataProvider,
  { clues, last, signal, languages }: AskAbout,
  fetchIt: (id: string, request: FetchOptions) => Promise<Fetched<Fields>>,
): Promise<Told<Fields>> => {
  const found = await findTitle(provider, clues, { signal, languages })
  if (found.id === undefined) return { is: 'unknown', provider: provider.name, candidates: found.candidates }
  const version = last?.version ?? undefined
  const fetched = await fetchIt(found.id, { signal, languages, version })
  const { confidence, why } = found
  return fetched.changed
    ? { is: 'read', provider: provider.name, id: fetched.id, confidence, why, fields: fetched.fields, version: fetched.version }
    : { is: 'unchanged', provider: provider.name, id: fetched.id, version }
}
