/** A series of a made-up TMDb. */
export interface MadeSeries {
  id: number
  name: string
  aggregate_credits: { cast: (MadePerson & { roles: { character: string }[] })[]; crew: never[] }
  seasons: { season_number: number; episodes: { guest_stars: MadePerson[]; crew: (MadePerson & { job: string })[] }[] }[]
}

interface MadePerson {
  id: number
  name: string
  order: number
}

/** So few people have a part in all series that those who are refreshed at once have some in common. */
const people = 3_000

/**
 * Series of one to forty seasons, most of them short, every other one with specials, with eight actors each, and a guest and
 * a director an episode; the same every time.
 */
export const madeSeries = (count: number): MadeSeries[] =>
  Array.from({ length: count }, (_, index) => {
    const last = index % 5 === 4 ? 1 + (index % 40) : 1 + (index % 9)
    const numbers = Array.from({ length: last + 1 }, (__, number) => number).slice(index % 2)
    const seasons = numbers.map((season_number) => ({ season_number, episodes: madeEpisodes(index, season_number) }))
    const cast = Array.from({ length: 8 }, (__, order) => ({ ...person(index * 7 + order * 131, order), roles: [{ character: 'A' }] }))
    return { id: index + 1, name: `Made Up ${index + 1}`, aggregate_credits: { cast, crew: [] }, seasons }
  })

const madeEpisodes = (series: number, season: number): MadeSeries['seasons'][number]['episodes'] =>
  Array.from({ length: 8 }, (_, episode) => ({
    guest_stars: [person(series * 13 + season * 17 + episode, 0)],
    crew: [{ ...person(series * 19 + season, 0), job: 'Director' }],
  }))

const person = (number: number, order: number): MadePerson => ({ id: 1 + (number % people), name: `Somebody ${number % people}`, order })

/** Their files: the first episode of the first season and of the last, in folders that name their ids. */
export const filesOf = ({ id, name, seasons }: MadeSeries): string[] => {
  const last = seasons.at(-1)?.season_number ?? 1
  return [...new Set([1, last])].map((season) => `${name} {tmdb-${id}}/Season ${season}/${name} S${String(season).padStart(2, '0')}E01.mkv`)
}

/** The fewest requests that tell all of a series: itself with six parts, and its seasons, twenty at a time. */
export const requestsFor = ({ seasons }: MadeSeries): number => Math.ceil((6 + seasons.length) / 20)
