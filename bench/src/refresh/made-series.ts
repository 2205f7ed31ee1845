/** A series of a made-up TMDb. */
export interface MadeSeries {
  id: number
  name: string
  seasons: { season_number: number; episodes: number }[]
}

/** Series of one to forty seasons, most of them short, every other one with specials; the same every time. */
export const madeSeries = (count: number): MadeSeries[] =>
  Array.from({ length: count }, (_, index) => {
    const last = index % 5 === 4 ? 1 + (index % 40) : 1 + (index % 9)
    const numbers = Array.from({ length: last + 1 }, (__, number) => number).slice(index % 2)
    const seasons = numbers.map((season_number) => ({ season_number, episodes: 8 }))
    return { id: index + 1, name: `Made Up ${index + 1}`, seasons }
  })

/** Their files: the first episode of the first season and of the last, in folders that name their ids. */
export const filesOf = ({ id, name, seasons }: MadeSeries): string[] => {
  const last = seasons.at(-1)?.season_number ?? 1
  return [...new Set([1, last])].map((season) => `${name} {tmdb-${id}}/Season ${season}/${name} S${String(season).padStart(2, '0')}E01.mkv`)
}

/** The fewest requests that tell all of a series: itself with six parts, and its seasons, twenty at a time. */
export const requestsFor = ({ seasons }: MadeSeries): number => Math.ceil((6 + seasons.length) / 20)
