import type { TmdbThing, TmdbWorld } from './tmdb-world.ts'

/** What the simulator answers: a status and a body that becomes JSON. */
export interface TmdbAnswer {
  status: number
  body: unknown
}

/** Something that changed, for `/movie/changes` and `/tv/changes`. */
export interface TmdbChange {
  type: keyof TmdbWorld
  id: number
  at: number
}

const mostAppended = 20
const pageSize = 100
const longestChangesMs = 14 * 86_400_000

/** Answers as TMDb's API of version 3 does, for what a metadata provider asks. */
export const answerAsTmdb = (world: TmdbWorld, changes: readonly TmdbChange[], { pathname, searchParams: query }: URL): TmdbAnswer => {
  const [type = '', id = '', ...part] = pathname.split('/').slice(2)
  if (type === 'authentication') return { status: 200, body: { success: true, status_code: 1, status_message: 'Success.' } }
  if (type === 'search' && (id === 'movie' || id === 'tv')) return search(world[id], query)
  if (type === 'find') return find(world, id, query.get('external_source') ?? '')
  if (type !== 'movie' && type !== 'tv' && type !== 'person') return notFound
  if (id === 'changes') return changesOf(type, changes, query)
  const thing = world[type].get(Number(id))
  if (thing === undefined) return notFound
  if (part.length > 0) return partOf(thing, part.join('/'), query)
  const appended = (query.get('append_to_response') ?? '').split(',').filter((name) => name !== '')
  if (appended.length > mostAppended) return refused(27, 'Too many append to response objects: The maximum number of remote calls is 20.')
  return { status: 200, body: told(thing, appended, query.get('language') ?? 'en') }
}

const notFound: TmdbAnswer = {
  status: 404,
  body: { success: false, status_code: 34, status_message: 'The resource you requested could not be found.' },
}

const refused = (code: number, message: string): TmdbAnswer => ({
  status: 422,
  body: { success: false, status_code: code, status_message: message },
})

/** Parts of a title that come only when they are asked for. */
const isPart = (name: string, value: unknown): boolean =>
  name.startsWith('season/') ||
  (typeof value === 'object' &&
    value !== null &&
    [
      'external_ids',
      'credits',
      'release_dates',
      'images',
      'keywords',
      'videos',
      'translations',
      'content_ratings',
      'aggregate_credits',
    ].includes(name))

const told = (thing: TmdbThing, appended: readonly string[], language: string): Record<string, unknown> => {
  const base = Object.entries(thing).filter(([name, value]) => !isPart(name, value))
  // What is not there is left out, without a word.
  const parts = appended.flatMap((name) => (name in thing ? [[name, inLanguage(name, thing[name], language)] as const] : []))
  return translated(thing, { ...Object.fromEntries(base), ...Object.fromEntries(parts) }, language)
}

const partOf = (thing: TmdbThing, name: string, query: URLSearchParams): TmdbAnswer =>
  name in thing ? { status: 200, body: inLanguage(name, thing[name], query.get('language') ?? 'en') } : notFound

/** Texts of another language come from the translations; where there is none they are empty, and the title is the original one. */
const translated = (thing: TmdbThing, answer: Record<string, unknown>, wanted: string): Record<string, unknown> => {
  const [language] = wanted.split('-')
  if (language === 'en') return answer
  const { translations } = thing['translations'] as { translations: { iso_639_1: string; data: Record<string, string> }[] }
  const data = translations.find(({ iso_639_1 }) => iso_639_1 === language)?.data ?? {}
  const titles = { title: data['title'] || thing['original_title'], name: data['name'] || (thing['original_name'] ?? thing['name']) }
  const texts = { ...titles, overview: data['overview'] ?? '', tagline: data['tagline'] ?? '', biography: data['biography'] ?? '' }
  return { ...answer, ...Object.fromEntries(Object.entries(texts).filter(([name]) => name in answer)) }
}

const inLanguage = (name: string, part: unknown, language: string): unknown => {
  if (!name.startsWith('season/') || language.startsWith('en')) return part
  const season = part as { name: string; episodes: Record<string, unknown>[] }
  return {
    ...season,
    name: `${season.name} (${language})`,
    episodes: season.episodes.map((episode) => ({ ...episode, name: `${String(episode['name'])} (${language})` })),
  }
}

const search = (shelf: ReadonlyMap<number, TmdbThing>, query: URLSearchParams): TmdbAnswer => {
  const words = (query.get('query') ?? '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return refused(5, 'query must be provided')
  const year = query.get('year') ?? query.get('first_air_date_year')
  const found = [...shelf.values()]
    .filter((thing) => words.every((word) => titlesOf(thing).includes(word)))
    .filter((thing) => year === null || String(thing['release_date'] ?? thing['first_air_date']).startsWith(year))
    .toSorted((a, b) => Number(b['popularity']) - Number(a['popularity']))
  const results = found.slice(0, 20).map((thing) => told(thing, [], query.get('language') ?? 'en'))
  return { status: 200, body: { page: 1, results, total_pages: 1, total_results: results.length } }
}

const titlesOf = (thing: TmdbThing): string => {
  const { translations } = thing['translations'] as { translations: { data: Record<string, string> }[] }
  const all = [
    thing['title'],
    thing['name'],
    thing['original_title'],
    thing['original_name'],
    ...translations.flatMap(({ data }) => [data['title'], data['name']]),
  ]
  return all.join('\n').toLowerCase()
}

const find = (world: TmdbWorld, id: string, source: string): TmdbAnswer => {
  const having = (shelf: ReadonlyMap<number, TmdbThing>): TmdbThing[] =>
    [...shelf.values()].filter((thing) => String((thing['external_ids'] as Record<string, unknown>)[source]) === decodeURIComponent(id))
  return {
    status: 200,
    body: {
      movie_results: having(world.movie).map((thing) => told(thing, [], 'en')),
      tv_results: having(world.tv).map((thing) => told(thing, [], 'en')),
      person_results: having(world.person).map((thing) => told(thing, [], 'en')),
    },
  }
}

const changesOf = (type: keyof TmdbWorld, changes: readonly TmdbChange[], query: URLSearchParams): TmdbAnswer => {
  const start = Date.parse(query.get('start_date') ?? '')
  const end = Date.parse(query.get('end_date') ?? '')
  if (!(end - start <= longestChangesMs)) return refused(22, 'Invalid date range: Should be a range no longer than 14 days.')
  // Days are whole: the last one is part of the range.
  const ids = new Set(
    changes.filter((change) => change.type === type && change.at >= start && change.at < end + 86_400_000).map(({ id }) => id),
  )
  const page = Number(query.get('page') ?? 1)
  const results = [...ids].slice((page - 1) * pageSize, page * pageSize).map((id) => ({ id, adult: false }))
  return { status: 200, body: { page, results, total_pages: Math.max(1, Math.ceil(ids.size / pageSize)), total_results: ids.size } }
}
