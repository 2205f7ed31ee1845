import { PermanentError, worker, type Insert, type InsertMany } from '@backlot/jobs'
import { enrichContent } from '@backlot/metadata-args'
import { askAboutMovie, askAboutSeries, type AskAbout, type Told } from '../online/ask-about.ts'
import { askingFor, offline, type Asking } from '../online/online-metadata.ts'
import { readProviderItems, writeProviderItems } from '../online/provider-items.ts'
import type { EnrichableContent, MetadataPorts } from '../ports.ts'
import { askLater } from '../providers/ask-later.ts'
import type { MetadataProvider } from '../providers/metadata-provider.ts'
import { isProviderError } from '../providers/provider-error.ts'

/** What an enrichment came to. */
export interface EnrichContentResult {
  /** Providers that told something new. */
  told: string[]
  /** Providers that were asked and do not have it, or not surely. */
  unknown: string[]
}

/**
 * Adds what further providers know of a film or series to what is stored, each value in the rank of its source: all of its
 * library's providers but the first, or those that are named. One that does not have it does not keep the others from telling.
 */
export const enrichContentWorker = (ports: MetadataPorts) =>
  worker(
    enrichContent,
    askLater(async ({ args, signal, progress, insert, insertMany }): Promise<EnrichContentResult> => {
      const { contentType, contentId, languages } = args
      const asking = await askingFor(ports.db, ports.online ?? offline, { itemId: contentId, languages })
      const serves = ({ movie, series }: MetadataProvider) => (contentType === 'movie' ? movie : series) !== undefined
      const able = asking.providers.filter(serves)
      const chosen = args.providers === undefined ? able.slice(1) : able.filter(({ name }) => args.providers?.includes(name))
      const task = { ports, contentId, asking, signal, insert, insertMany }
      const result: EnrichContentResult = { told: [], unknown: [] }
      for (const [index, provider] of chosen.entries()) {
        progress({ phase: `asking ${provider.name}`, current: index, total: chosen.length })
        const is = await (contentType === 'movie'
          ? enrich({ ...task, content: ports.content?.movie, ask: askAboutMovie }, provider)
          : enrich({ ...task, content: ports.content?.tvshow, ask: askAboutSeries }, provider))
        if (is === 'read') result.told.push(provider.name)
        if (is === 'unknown') result.unknown.push(provider.name)
      }
      return result
    }),
  )

interface Enrichment<Fields> {
  ports: MetadataPorts
  content: EnrichableContent<Fields> | undefined
  ask: (provider: MetadataProvider, question: AskAbout) => Promise<Told<Fields>>
  contentId: string
  asking: Asking
  signal: AbortSignal
  insert: Insert
  insertMany: InsertMany
}

const enrich = async <Fields>(
  { ports: { db }, content, ask, contentId, asking, signal, insert, insertMany }: Enrichment<Fields>,
  provider: MetadataProvider,
): Promise<Told<Fields>['is']> => {
  const clues = await content?.clues(contentId)
  if (content === undefined || clues === undefined) throw new PermanentError(`There is no film or series ${contentId} to enrich`)
  const last = (await readProviderItems(db, contentId)).get(provider.name)
  const told = await ask(provider, { clues, last, signal, languages: asking.languages }).catch((error: unknown): Told<Fields> => {
    if (isProviderError(error, 'not found')) return { is: 'unknown', provider: provider.name, candidates: [] }
    throw error
  })
  if (told.is === 'read') await content.add(contentId, told, { providers: asking.providers.map(({ name }) => name), insert, insertMany })
  else if (told.is === 'unknown') await writeProviderItems(db, [{ itemId: contentId, provider: provider.name, providerId: null }])
  else await writeProviderItems(db, [{ itemId: contentId, provider: provider.name, providerId: told.id, version: told.version }])
  return told.is
}
