import type { SearchCollection, SearchDocument } from '@backlot/search'
import { dice, madeUpFilms, type MadeUpFilm } from './search-titles.ts'

/** A made-up series with its documents: itself, its seasons, its episodes. */
export interface MadeUpSeries {
  title: string
  documents: { collection: SearchCollection; document: SearchDocument }[]
}

const episodesInSeason = 10

const episodeNames = 5_000

/** Makes series up, each with so many episodes; every second episode has a title of its own, the others a number only. */
export const madeUpSeries = (count: number, episodes: number): MadeUpSeries[] => {
  const { pick } = dice(77)
  const made = madeUpFilms(count + episodeNames)
  const names = made.slice(count).map(({ title }) => title)
  return made.slice(0, count).map((film, number) => seriesOf(film, { number, episodes, name: () => pick(names) }))
}

const id = (kind: number, number: number, part = 0): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(6, '0')}${String(part).padStart(6, '0')}`

const seriesOf = (
  { title, year, people }: MadeUpFilm,
  { number, episodes, name }: { number: number; episodes: number; name: () => string },
): MadeUpSeries => {
  const common = {
    year,
    genres: ['Drama'],
    libraryIds: ['00000000-0000-4000-9000-000000000002'],
    hasFile: true,
    addedAt: new Date(Date.UTC(2025, 0, 1)),
  }
  const series: SearchDocument = { ...common, id: id(1, number), title, titles: [], people }
  const seasons = Array.from({ length: Math.ceil(episodes / episodesInSeason) }, (_, season): SearchDocument => {
    const called = `${title} Season ${season + 1}`
    return { ...common, id: id(2, number, season), title: called, titles: [], people: [], sortTitle: called, parentId: series.id }
  })
  const all = Array.from({ length: episodes }, (_, index): SearchDocument => {
    const season = Math.floor(index / episodesInSeason)
    const called = `${title} S${two(season + 1)}E${two((index % episodesInSeason) + 1)}`
    const own = index % 2 === 0 ? name() : undefined
    return {
      ...common,
      id: id(3, number, index),
      title: own ?? called,
      titles: own === undefined ? [] : [called],
      people: people.slice(0, 3),
      sortTitle: called,
      parentId: seasons[season]?.id ?? series.id,
    }
  })
  return {
    title,
    documents: [
      { collection: 'series', document: series },
      ...seasons.map((document) => ({ collection: 'seasons' as const, document })),
      ...all.map((document) => ({ collection: 'episodes' as const, document })),
    ],
  }
}

const two = (number: number): string => String(number).padStart(2, '0')
