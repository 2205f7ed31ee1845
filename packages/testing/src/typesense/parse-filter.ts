import type { StoredDocument } from './stored-collection.ts'

/** Whether a document passes a filter. */
export type Filter = (document: StoredDocument) => boolean

/** A filter or sort clause that the server would refuse. */
export class BadClauseError extends Error {
  override readonly name = 'BadClauseError'
}

/** Reads a filter_by: comparisons joined by && and ||, in parentheses where needed. */
export const parseFilter = (text: string): Filter => {
  const rest = { text: text.trim() }
  if (rest.text === '') return () => true
  const filter = anyOf(rest)
  if (rest.text !== '') throw new BadClauseError('Could not parse the filter query.')
  return filter
}

interface Rest {
  text: string
}

const take = (rest: Rest, token: string): boolean => {
  if (!rest.text.startsWith(token)) return false
  rest.text = rest.text.slice(token.length).trimStart()
  return true
}

const anyOf = (rest: Rest): Filter => {
  const filters = [allOf(rest)]
  while (take(rest, '||')) filters.push(allOf(rest))
  return (document) => filters.some((filter) => filter(document))
}

const allOf = (rest: Rest): Filter => {
  const filters = [one(rest)]
  while (take(rest, '&&')) filters.push(one(rest))
  return (document) => filters.every((filter) => filter(document))
}

const comparison = /^(\w+)\s*:(=|!=|>=|<=|>|<|)\s*(\[(?:`[^`]*`|[^\]`])*\]|`[^`]*`|[^&|()]+)/

const one = (rest: Rest): Filter => {
  if (take(rest, '(')) {
    const inside = anyOf(rest)
    if (!take(rest, ')')) throw new BadClauseError('Could not parse the filter query: unbalanced parentheses.')
    return inside
  }
  const [whole, field, operator = '', given = ''] = comparison.exec(rest.text) ?? []
  if (whole === undefined || field === undefined) throw new BadClauseError('Could not parse the filter query.')
  rest.text = rest.text.slice(whole.length).trimStart()
  return compare(field, operator, valuesOf(given.trim()))
}

const valuesOf = (given: string): string[] => {
  const inside = given.startsWith('[') ? given.slice(1, -1) : given
  const values = [...inside.matchAll(/`([^`]*)`|([^,`]+)/g)].map(([, quoted, plain]) => quoted ?? (plain ?? '').trim())
  const filled = values.filter((value) => value !== '')
  if (filled.length === 0) throw new BadClauseError('Error with filter field: filter value cannot be empty.')
  return filled
}

const compare = (field: string, operator: string, values: readonly string[]): Filter => {
  const [first = ''] = values
  switch (operator) {
    case '>':
      return (document) => Number(document[field]) > Number(first)
    case '>=':
      return (document) => Number(document[field]) >= Number(first)
    case '<':
      return (document) => Number(document[field]) < Number(first)
    case '<=':
      return (document) => Number(document[field]) <= Number(first)
    case '!=':
      return (document) => !listOf(document[field]).some((held) => values.some((value) => isSame(held, value)))
    case '=':
      return (document) => listOf(document[field]).some((held) => values.some((value) => isSame(held, value)))
    default:
      return (document) =>
        listOf(document[field]).some((held) => values.some((value) => isSame(held, value) || hasWords(field, held, value)))
  }
}

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value])

/** Letters' case does not count; a star at the end stands for anything. */
const isSame = (held: unknown, value: string): boolean => {
  const [mine, asked] = [String(held).toLowerCase(), value.toLowerCase()]
  return asked.endsWith('*') ? mine.startsWith(asked.slice(0, -1)) : mine === asked
}

const hasWords = (field: string, held: unknown, value: string): boolean => {
  if (field === 'id' || typeof held !== 'string') return false
  const words = new Set(held.toLowerCase().split(/\s+/))
  return value
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.has(word))
}
