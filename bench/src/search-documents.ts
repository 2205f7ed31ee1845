import type { SearchDocument } from '@backlot/search'
import type { MadeUpFilm } from './search-titles.ts'

/** A made-up film as the index takes it: nine of ten have a file. */
export const documentOf = ({ title, otherTitle, year, people }: MadeUpFilm, number: number): SearchDocument => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  title,
  titles: otherTitle === undefined ? [] : [otherTitle],
  year,
  genres: [['Drama', 'Comedy', 'Thriller', 'Western'][number % 4] ?? 'Drama'],
  people,
  libraryIds: ['00000000-0000-4000-9000-000000000001'],
  resolution: number % 3 === 0 ? '2160p' : '1080p',
  hasFile: number % 10 !== 0,
  addedAt: new Date(Date.UTC(2025, 0, 1) + number * 60_000),
})
