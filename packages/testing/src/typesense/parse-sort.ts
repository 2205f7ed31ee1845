import { BadClauseError, parseFilter, type Filter } from './parse-filter.ts'
import type { StoredCollection, StoredDocument } from './stored-collection.ts'

/** A document that a search found, with its text match. */
export interface Match {
  document: StoredDocument
  textMatch: number
}

type Order = (a: Match, b: Match) => number

const most = 3

/** Reads a sort_by: up to three fields, `_text_match` or `_eval([(filter):score, …])`, each ascending or descending. */
export const parseSort = (text: string, { fields }: StoredCollection): Order => {
  const clauses = splitOutside(text, ',')
  if (clauses.length > most) throw new BadClauseError('Only upto 3 sort_by fields can be specified.')
  const orders = clauses.map((clause) => {
    const [, what = '', direction = ''] = /^(.*):(asc|desc)$/s.exec(clause.trim()) ?? []
    if (what === '') throw new BadClauseError(`Parameter \`sort_by\` is malformed: ${clause}`)
    const valueOf = valueReader(what, fields)
    const sign = direction === 'desc' ? -1 : 1
    return (a: Match, b: Match): number => sign * compare(valueOf(a), valueOf(b))
  })
  return (a, b) => orders.reduce((order, next) => order || next(a, b), 0)
}

const valueReader = (what: string, fields: StoredCollection['fields']): ((match: Match) => string | number) => {
  if (what === '_text_match') return ({ textMatch }) => textMatch
  const [, inside] = /^_eval\(\[(.*)\]\)$/s.exec(what) ?? []
  if (inside !== undefined) {
    const cases = splitOutside(inside, ',').map(readCase)
    return ({ document }) => cases.find(({ filter }) => filter(document))?.score ?? 0
  }
  const field = fields.find(({ name }) => name === what)
  if (field === undefined) throw new BadClauseError(`Could not find a field named \`${what}\` in the schema for sorting.`)
  return ({ document }) => {
    const value = document[what]
    return typeof value === 'string' ? value : Number(value ?? 0)
  }
}

const readCase = (text: string): { filter: Filter; score: number } => {
  const [, filter = '', score = ''] = /^\s*\((.*)\):(\d+)\s*$/s.exec(text) ?? []
  if (filter === '') throw new BadClauseError(`Could not parse the eval expression \`${text}\`.`)
  return { filter: parseFilter(filter), score: Number(score) }
}

/** Splits where no bracket is open. */
const splitOutside = (text: string, separator: string): string[] => {
  const parts: string[] = ['']
  let open = 0
  for (const letter of text) {
    if ('([{'.includes(letter)) open++
    if (')]}'.includes(letter)) open--
    if (letter === separator && open === 0) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${letter}`)
  }
  return parts
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)
