import { BadClauseError, parseFilter } from './parse-filter.ts'
import { matchText, queryWords } from './match-text.ts'
import { parseSort, type Match } from './parse-sort.ts'
import type { StoredCollection, StoredDocument } from './stored-collection.ts'

/** Parameters of one search, as they came. */
export type SearchParameters = Record<string, unknown>

const mostHits = 250

/** Answers one search; throws a BadClauseError for parameters that the server refuses. */
export const runSearch = (collection: StoredCollection, parameters: SearchParameters, embedded: string): object => {
  const limit = number(parameters, ['limit', 'per_page'], 10)
  const offset = number(parameters, ['offset'], 0)
  if (limit > mostHits) throw new BadClauseError(`Only upto ${mostHits} hits can be fetched per page.`)
  const filters = [text(parameters, 'filter_by'), embedded].filter((filter) => filter !== '').map(parseFilter)
  const candidates = [...collection.documents.values()].filter((document) => filters.every((filter) => filter(document)))
  const query = text(parameters, 'q')
  const isAll = query === '*'
  const matches: Match[] = isAll
    ? candidates.map((document) => ({ document, textMatch: 0 }))
    : textMatches(collection, candidates, parameters)
  const sort = text(parameters, 'sort_by')
  const sorted = sort === '' ? matches : matches.toSorted(parseSort(sort, collection))
  const included = text(parameters, 'include_fields')
  return {
    facet_counts: list(parameters, 'facet_by').map((name) =>
      countFacet(collection, matches, name, number(parameters, ['max_facet_values'], 10)),
    ),
    found: matches.length,
    hits: sorted.slice(offset, offset + limit).map(({ document, textMatch }) => ({
      document: only(document, included),
      highlight: {},
      ...(isAll ? {} : { text_match: textMatch, text_match_info: { score: String(textMatch) } }),
    })),
    out_of: collection.documents.size,
    page: 1,
    request_params: { collection_name: collection.name, per_page: limit, q: query },
    search_cutoff: false,
    search_time_ms: 0,
  }
}

const textMatches = (collection: StoredCollection, candidates: readonly StoredDocument[], parameters: SearchParameters): Match[] => {
  const names = list(parameters, 'query_by')
  if (names.length === 0) throw new BadClauseError('No search fields specified for the query.')
  for (const name of names) {
    const field = collection.fields.find((known) => known.name === name)
    if (field === undefined) throw new BadClauseError(`Could not find a field named \`${name}\` in the schema.`)
    if (!field.type.startsWith('string') || field.index === false)
      throw new BadClauseError(`Field \`${name}\` should be a string or a string array.`)
  }
  const each = (parameter: string, fallback: string): string[] => {
    const values = list(parameters, parameter)
    if (values.length > 1 && values.length !== names.length)
      throw new BadClauseError(`Number of values in \`${parameter}\` does not match number of \`query_by\` fields.`)
    return names.map((_, index) => values[values.length > 1 ? index : 0] ?? fallback)
  }
  const [weights, typos, prefixes] = [each('query_by_weights', '1'), each('num_typos', '2'), each('prefix', 'true')]
  return matchText(candidates, {
    words: queryWords(text(parameters, 'q')),
    fields: names.map((name, index) => ({
      name,
      weight: Number(weights[index]),
      typos: Number(typos[index]),
      prefix: prefixes[index] === 'true',
    })),
    typoThreshold: number(parameters, ['typo_tokens_threshold'], 1),
    dropThreshold: number(parameters, ['drop_tokens_threshold'], 1),
    splitJoin: (text(parameters, 'split_join_tokens') || 'fallback') !== 'off',
    minLengths: [number(parameters, ['min_len_1typo'], 4), number(parameters, ['min_len_2typo'], 7)],
    numbersMayBeTypos: parameters['enable_typos_for_numerical_tokens'] !== false,
  })
}

const countFacet = (collection: StoredCollection, matches: readonly Match[], name: string, most: number): object => {
  if (collection.fields.find((field) => field.name === name)?.facet !== true)
    throw new BadClauseError(`Could not find a facet field named \`${name}\` in the schema.`)
  const counts = new Map<string, number>()
  for (const { document } of matches) {
    const value = document[name]
    for (const one of new Set(Array.isArray(value) ? value : value === undefined ? [] : [value]))
      counts.set(String(one), (counts.get(String(one)) ?? 0) + 1)
  }
  const counted = Array.from(counts, ([value, count]) => ({ value, count, highlighted: value }))
  return {
    field_name: name,
    sampled: false,
    stats: { total_values: counted.length },
    counts: counted.toSorted((a, b) => b.count - a.count).slice(0, most),
  }
}

/** Only the fields that are asked for. */
export const only = (document: StoredDocument, fields: string): object =>
  fields === '' ? document : Object.fromEntries(Object.entries(document).filter(([name]) => fields.split(',').includes(name)))

const text = (parameters: SearchParameters, name: string): string => {
  const value = parameters[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const list = (parameters: SearchParameters, name: string): string[] =>
  text(parameters, name)
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')

const number = (parameters: SearchParameters, names: readonly string[], fallback: number): number => {
  const value = names.map((name) => parameters[name]).find((one) => one !== undefined)
  return value === undefined ? fallback : Number(value)
}
