import type { EpisodeNumbers } from '@backlot/catalog'

/** How much of a series is read again. */
export interface RefreshScope {
  seriesId: string
  /** Only this season; the series itself is left as it is. */
  season?: number | undefined
  /** Only this episode of it. */
  episode?: number | undefined
  /** The seasons, too. */
  seasons: boolean
  /** Their episodes, too. */
  episodes: boolean
  /** Ask providers for what they say has not changed, too. */
  force: boolean
  languages?: readonly string[] | undefined
}

/** Whether an episode is meant. */
export const isMeant = ({ season, episode, episodes }: RefreshScope, numbers: EpisodeNumbers): boolean =>
  episodes && (season === undefined || numbers.season === season) && (episode === undefined || numbers.number === episode)

/** Whether the series itself is meant, and not only a part of it. */
export const isWhole = ({ season }: RefreshScope): boolean => season === undefined
