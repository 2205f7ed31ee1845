import type { SearchFilters } from '../search-query.ts'
import { filterValue } from './typesense-document.ts'

/** The filter_by of a search: what passes the filters, and was not removed. */
export const filterBy = ({ genre, year, resolution, library, hasFile }: SearchFilters): string =>
  [
    'gone:=false',
    ...(genre === undefined ? [] : [anyOf('genres', genre)]),
    ...(year?.from === undefined ? [] : [`year:>=${year.from}`]),
    ...(year?.to === undefined ? [] : [`year:<=${year.to}`]),
    ...(resolution === undefined ? [] : [anyOf('resolution', resolution)]),
    ...(library === undefined ? [] : [anyOf('library_ids', library)]),
    ...(hasFile === undefined ? [] : [`has_file:=${hasFile}`]),
  ].join(' && ')

/** None of nothing passes; a list without values is no filter that Typesense reads. */
const nothing = 'gone:=true'

const anyOf = (field: string, values: readonly string[]): string =>
  values.length === 0 ? nothing : `${field}:=[${values.map((value) => `\`${filterValue(value)}\``).join(',')}]`
