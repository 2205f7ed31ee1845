import { storedSeasons, storedSeries } from '@backlot/catalog'
import {
  askAboutSeries,
  askingFor,
  isProviderError,
  offline,
  readProviderItems,
  writeProviderItems,
  type ProvidedSeries,
  type Told,
} from '@backlot/metadata'
import type { TVShowPorts } from '../ports.ts'
import { isWhole, type RefreshScope } from './refresh-scope.ts'

/** What providers said of a series. */
export interface Answers {
  told: Told<ProvidedSeries>[]
  /** The failure of a provider that had the series once and has it no more, where no other told of it. */
  gone: unknown
  /** The names of those that were asked, the most trusted first. */
  providers: string[]
}

/** Asks the providers of a series about it: one request for 14 to 20 seasons, none for an episode. Rejects with a ProviderError. */
export const askProviders = async (
  { db, online = offline }: Pick<TVShowPorts, 'db' | 'online'>,
  scope: RefreshScope,
  { signal, asking }: { signal: AbortSignal; asking: (provider: string) => void },
): Promise<Answers> => {
  const { seriesId, season, force } = scope
  const { providers, languages } = await askingFor(db, online, { itemId: seriesId, languages: scope.languages })
  const serving = providers.filter(({ series }) => series !== undefined)
  const [stored] = await storedSeries(db, [seriesId])
  if (stored === undefined || serving.length === 0) return { told: [], gone: undefined, providers: [] }
  const ids = await db.selectFrom('backlot.item_external_ids').select(['provider', 'value']).where('item_id', '=', seriesId).execute()
  const asked = await readProviderItems(db, seriesId)
  const knownSeasons = (await storedSeasons(db, [seriesId])).map(({ number }) => number)
  const told: Told<ProvidedSeries>[] = []
  let gone: unknown
  for (const provider of serving) {
    signal.throwIfAborted()
    asking(provider.name)
    const last = asked.get(provider.name)
    const answer = await askAboutSeries(provider, {
      clues: {
        type: 'series',
        ids: Object.fromEntries(ids.map((id) => [id.provider, id.value])),
        titles: [stored.title, ...(stored.originalTitle === null ? [] : [stored.originalTitle])],
        year: stored.year ?? undefined,
      },
      // A part is read whatever was answered about the whole, and the other way round.
      last: force || !isWhole(scope) ? undefined : last,
      signal,
      languages,
      seasons: season === undefined ? (scope.seasons || scope.episodes ? 'all' : []) : [season],
      knownSeasons,
    }).catch((error: unknown): Told<ProvidedSeries> => {
      // One that has lost it keeps the others from nothing.
      if (!isProviderError(error, 'not found')) throw error
      gone ??= error
      return { is: 'unknown', provider: provider.name, candidates: [] }
    })
    told.push(answer)
  }
  return { told, gone: told.every(({ is }) => is === 'unknown') ? gone : undefined, providers: serving.map(({ name }) => name) }
}

/** Notes what was asked of providers, in the transaction that writes what they said. */
export const noteAnswers = async (
  tx: TVShowPorts['db'],
  { seriesId, ...scope }: RefreshScope,
  told: readonly Told<ProvidedSeries>[],
): Promise<void> => {
  const whole = isWhole({ seriesId, ...scope }) && scope.seasons && scope.episodes
  await writeProviderItems(
    tx,
    told.map((answer) => ({
      itemId: seriesId,
      provider: answer.provider,
      providerId: answer.is === 'unknown' ? null : answer.id,
      // Only who heard everything may be told that nothing changed.
      version: answer.is === 'unknown' || !whole ? undefined : answer.version,
    })),
  )
}
