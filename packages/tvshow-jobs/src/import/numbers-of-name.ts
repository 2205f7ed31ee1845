import type { EpisodeNumbers } from '@backlot/catalog'
import type { ParsedPath } from '@backlot/media-names'

/** Which episodes a name says that its file holds. */
export const numbersOfName = ({
  season,
  episodes,
  absolute,
  airDate,
}: Pick<ParsedPath, 'season' | 'episodes' | 'absolute' | 'airDate'>): EpisodeNumbers[] => {
  if (episodes.length > 0) {
    // Where both are told, one by one, they mean the same episodes. A series without seasons has one.
    const both = absolute.length === episodes.length
    return episodes.map((number, index) => ({ season: season ?? 1, number, ...(both && { absolute: absolute[index] }) }))
  }
  if (absolute.length > 0) return absolute.map((number) => ({ absolute: number }))
  return airDate === undefined ? [] : [{ aired: airDate }]
}

/** Numbers as one text, the same for the same episode. */
export const numbersKey = ({ season, number, absolute, aired }: EpisodeNumbers): string =>
  number === undefined ? (absolute === undefined ? `on ${aired}` : `abs ${absolute}`) : `${season}x${number}`
