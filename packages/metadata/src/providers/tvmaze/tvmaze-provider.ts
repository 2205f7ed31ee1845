import { systemClock, type Clock } from '@backlot/jobs'
import { known } from '../../known.ts'
import type { UniqueIds } from '../../movie-fields.ts'
import { createProviderClient, type AskProvider } from '../http/provider-client.ts'
import type { FoundTitle, MetadataProvider, RequestOptions, SeriesOptions } from '../metadata-provider.ts'
import { isProviderError } from '../provider-error.ts'
import type { ProviderTurns } from '../provider-turns.ts'
import { tvmazeLookup, tvmazeSearch, tvmazeShow, tvmazeUpdates } from './tvmaze-schemas.ts'
import { tvmazeSeriesOf } from './tvmaze-series-fields.ts'

/** How TVmaze is asked. */
export interface TvmazeOptions {
  /** Default: TVmaze's own. */
  url?: string
  timeoutMs?: number
  /** Turns that are shared with other processes (`createProviderTurns`). */
  turns?: ProviderTurns
  clock?: Clock
}

/**
 * TVmaze, which knows series and needs no key: a series is one request with all its episodes. It bears 20 requests in ten
 * seconds, and its texts are in English.
 */
export const createTvmazeProvider = (options: TvmazeOptions = {}): MetadataProvider => {
  const { url = 'https://api.tvmaze.com', clock = systemClock } = options
  const ask = createProviderClient({
    provider: 'tvmaze',
    label: 'TVmaze',
    url,
    rate: { limit: 18, intervalMs: 10_000 },
    // A look-up by another provider's id answers with a redirect to the series.
    redirect: 'follow',
    ...options,
  })
  return {
    name: 'tvmaze',
    imageHosts: ['static.tvmaze.com'],
    searchSeries: async ({ title }, { signal }) => {
      const answer = await ask({ path: '/search/shows', query: { q: title }, schema: tvmazeSearch, what: `"${title}"`, signal })
      return answer.changed ? answer.data.map(foundTitle) : []
    },
    findSeries: async (ids, { signal }) => await lookUp(ask, ids, signal),
    series: async (id, request) => await readShow(ask, id, request),
    changedSeries: async (since, { signal }) => {
      const days = (clock.now() - since.getTime()) / 86_400_000
      const period = days <= 1 ? 'day' : days <= 7 ? 'week' : days <= 30 ? 'month' : undefined
      const answer = await ask({ path: '/updates/shows', query: { since: period }, schema: tvmazeUpdates, what: 'what changed', signal })
      if (!answer.changed) return []
      return Object.entries(answer.data).flatMap(([id, at]) => (at * 1_000 >= since.getTime() ? id : []))
    },
    check: async ({ signal }) => void (await ask({ path: '/shows/1', schema: tvmazeLookup, what: 'whether it answers', signal })),
  }
}

const readShow: (ask: AskProvider, id: string, request: SeriesOptions) => ReturnType<NonNullable<MetadataProvider['series']>> = async (
  ask,
  id,
  { signal, version, seasons = 'all' },
) => {
  const parts = ['episodes', 'seasons', 'cast', 'crew', 'akas'].map((part) => `embed[]=${part}`).join('&')
  const number = String(Number.parseInt(id, 10) || 0)
  const answer = await ask({ path: `/shows/${number}?${parts}`, schema: tvmazeShow, what: `the series ${id}`, etag: version, signal })
  if (!answer.changed) return { changed: false, id: number }
  const { series, seasons: all } = tvmazeSeriesOf(answer.data)
  const told = all.map(({ episodes, ...season }) => ({
    ...season,
    ...(episodes !== undefined && (seasons === 'all' || seasons.includes(season.number)) && { episodes }),
  }))
  return { changed: true, id: String(answer.data.id), fields: { series, seasons: told }, ...known({ version: answer.etag }) }
}

/** Other providers whose ids TVmaze can look up by. */
const sources = { imdb: 'imdb', tvdb: 'thetvdb' } as const

const lookUp = async (ask: AskProvider, ids: UniqueIds, signal: RequestOptions['signal']): Promise<string | undefined> => {
  if (ids['tvmaze'] !== undefined) return ids['tvmaze']
  for (const [provider, source] of Object.entries(sources)) {
    const id = ids[provider]
    if (id === undefined) continue
    try {
      const answer = await ask({
        path: '/lookup/shows',
        query: { [source]: id },
        schema: tvmazeLookup,
        what: `the ${provider} id ${id}`,
        signal,
      })
      if (answer.changed) return String(answer.data.id)
    } catch (error) {
      if (!isProviderError(error, 'not found')) throw error
    }
  }
  return undefined
}

const foundTitle = ({
  score,
  show,
}: {
  score: number | undefined
  show: { id: number; name: string; premiered: string | undefined; summary: string | undefined }
}): FoundTitle => ({
  id: String(show.id),
  title: show.name,
  ...known({ year: show.premiered === undefined ? undefined : Number(show.premiered.slice(0, 4)), popularity: score }),
})
