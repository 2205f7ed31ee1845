import { storedSeasons, storedSeries } from '@backlot/catalog'
import {
  askAboutSeries,
  askInOrder,
  askingFor,
  offline,
  readProviderItems,
  writeProviderItems,
  type AskedInOrder,
  type ProvidedSeries,
  type Told,
} from '@backlot/metadata'
import type { TVShowPorts } from '../ports.ts'
import { isWhole, type RefreshScope } from './refresh-scope.ts'

/** What providers said of a series. */
export interface Answers extends AskedInOrder<ProvidedSeries> {
  /** The names of those that serve series, the most trusted first. */
  providers: string[]
}

/** Asks the providers of a series in order until one knows it: one request for 14 to 20 seasons, none for an episode. Rejects with a ProviderError. */
export const askProviders = async (
  { db, online = offline }: Pick<TVShowPorts, 'db' | 'online'>,
  scope: RefreshScope,
  { signal, asking }: { signal: AbortSignal; asking: (provider: string) => void },
): Promise<Answers> => {
  const { seriesId, season, force } = scope
  const { providers, languages } = await askingFor(db, online, { itemId: seriesId, languages: scope.languages })
  const serving = providers.filter(({ series }) => series !== undefined)
  const [stored] = await storedSeries(db, [seriesId])
  if (stored === undefined || serving.length === 0) return { answers: [], gone: undefined, further: [], providers: [] }
  const ids = await db.selectFrom('backlot.item_external_ids').select(['provider', 'value']).where('item_id', '=', seriesId).execute()
  const last = await readProviderItems(db, seriesId)
  const knownSeasons = (await storedSeasons(db, [seriesId])).map(({ number }) => number)
  const asked = await askInOrder(serving, async (provider) => {
    signal.throwIfAborted()
    asking(provider.name)
    return await askAboutSeries(provider, {
      clues: {
        type: 'series',
        ids: Object.fromEntries(ids.map((id) => [id.provider, id.value])),
        titles: [stored.title, ...(stored.originalTitle === null ? [] : [stored.originalTitle])],
        year: stored.year ?? undefined,
      },
      // A part is read whatever was answered about the whole, and the other way round.
      last: force || !isWhole(scope) ? undefined : last.get(provider.name),
      signal,
      languages,
      seasons: season === undefined ? (scope.seasons || scope.episodes ? 'all' : []) : [season],
      knownSeasons,
    })
  })
  return { ...asked, providers: serving.map(({ name }) => name) }
}

/** Notes what was asked of providers, in the transaction that writes what they said. */
export const noteAnswers = async (
  tx: TVShowPorts['db'],
  { seriesId, ...scope }: RefreshScope,
  answers: readonly Told<ProvidedSeries>[],
): Promise<void> => {
  const whole = isWhole({ seriesId, ...scope }) && scope.seasons && scope.episodes
  await writeProviderItems(
    tx,
    answers.map((answer) => ({
      itemId: seriesId,
      provider: answer.provider,
      providerId: answer.is === 'unknown' ? null : answer.id,
      // Only who heard everything may be told that nothing changed.
      version: answer.is === 'unknown' || !whole ? undefined : answer.version,
    })),
  )
}
