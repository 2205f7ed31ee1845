import { createId } from '@backlot/jobs'
import type { EpisodeNumbers, StoredEpisode } from '@backlot/catalog'

/** An episode as a batch sees it: stored, or to be made. */
export interface PlannedEpisode {
  id: string
  seriesId: string
  /** What it is called by, the stored and the newly found together. */
  numbers: EpisodeNumbers
  stored: StoredEpisode | undefined
  /** It got a number that is not stored yet. */
  renumbered: boolean
}

/** The episodes that a batch can match: what the catalog knows, and what the batch itself adds. */
export interface EpisodePlan {
  /** The episode of these numbers, made where there is none yet. Undefined: the day alone would mean several. */
  find(seriesId: string, numbers: EpisodeNumbers): PlannedEpisode | undefined
  /** Rows that turned out to mean the same episode. */
  merged(): { from: string; into: string }[]
}

/**
 * Makes a plan of episodes that are known. One that is known by less than all of its numbers gets the rest, and stays the
 * same; two that turn out to be one are merged into the one with season and number.
 */
export const planEpisodes = (known: readonly StoredEpisode[]): EpisodePlan => {
  const byKey = new Map<string, PlannedEpisode[]>()
  const merged = new Map<string, { from: string; into: string }>()
  const at = (key: string | undefined): readonly PlannedEpisode[] => (key === undefined ? [] : (byKey.get(key) ?? []))
  const add = (episode: PlannedEpisode): PlannedEpisode => {
    for (const key of keysOf(episode.seriesId, episode.numbers)) {
      const there = at(key)
      if (!there.includes(episode)) byKey.set(key, [...there, episode])
    }
    return episode
  }
  const remove = (episode: PlannedEpisode): void => {
    for (const key of keysOf(episode.seriesId, episode.numbers))
      byKey.set(
        key,
        at(key).filter((other) => other !== episode),
      )
  }
  for (const stored of known) add({ id: stored.id, seriesId: stored.seriesId, numbers: numbersOf(stored), stored, renumbered: false })

  const find: EpisodePlan['find'] = (seriesId, numbers) => {
    const { byNumber, byAbsolute, byDay } = keysBy(seriesId, numbers)
    const [numbered] = at(byNumber)
    // Where the number is told, only a row that has none can be the same.
    const others = [at(byAbsolute), at(byDay)].map((found) =>
      numbers.number === undefined ? found : found.filter((episode) => episode.numbers.number === undefined),
    )
    const loose = others.find((found) => found.length === 1)?.[0]
    if (numbers.number === undefined && loose === undefined && others.some((found) => found.length > 1)) return undefined
    if (numbered !== undefined && loose !== undefined && loose !== numbered) {
      merged.set(loose.id, { from: loose.id, into: numbered.id })
      remove(loose)
    }
    const episode = numbered ?? loose
    if (episode === undefined) return add({ id: createId(), seriesId, numbers, stored: undefined, renumbered: false })
    const together = joined(episode.numbers, numbers)
    if (keysOf(seriesId, together).length > keysOf(seriesId, episode.numbers).length) {
      episode.renumbered = true
      episode.numbers = together
      add(episode)
    }
    return episode
  }
  return { find, merged: () => [...merged.values()].filter(({ from, into }) => from !== into) }
}

const keysBy = (seriesId: string, { season, number, absolute, aired }: EpisodeNumbers) => ({
  byNumber: number === undefined ? undefined : `${seriesId}|${season}x${number}`,
  byAbsolute: absolute === undefined ? undefined : `${seriesId}|absolute ${absolute}`,
  byDay: aired === undefined ? undefined : `${seriesId}|${aired}`,
})

const keysOf = (seriesId: string, numbers: EpisodeNumbers): string[] => Object.values(keysBy(seriesId, numbers)).flatMap((key) => key ?? [])

const joined = (one: EpisodeNumbers, other: EpisodeNumbers): EpisodeNumbers => ({
  ...(one.number === undefined ? { season: other.season, number: other.number } : { season: one.season, number: one.number }),
  absolute: one.absolute ?? other.absolute,
  aired: one.aired ?? other.aired,
})

const numbersOf = ({ seasonNumber, number, absoluteNumber, aired }: StoredEpisode): EpisodeNumbers => ({
  season: seasonNumber ?? undefined,
  number: number ?? undefined,
  absolute: absoluteNumber ?? undefined,
  aired: aired ?? undefined,
})
