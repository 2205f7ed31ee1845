import { known } from '../known.ts'
import { decodeNfoText } from './decode-nfo-text.ts'
import { dateOf, integerOf, textOf } from './element-values.ts'
import { NfoError } from './nfo-error.ts'
import { parseElement } from './parse-element.ts'
import type { NfoElement } from './parse-element.ts'
import { splitNfo } from './split-nfo.ts'
import { titleFieldsOf } from './title-fields.ts'
import type { NfoTitle } from './title-fields.ts'
import { wrongRoot } from './wrong-root.ts'

/** One episode, from an `<episodedetails>`. Season 0 are the specials. */
export interface NfoEpisode extends NfoTitle {
  season?: number
  episode?: number
  /** The last episode, where one entry stands for several. */
  lastEpisode?: number
  /** The day of its first showing, `YYYY-MM-DD`. */
  aired?: string
  seriesTitle?: string
  locked: boolean
}

/**
 * Reads the NFO of an episode file, which has one entry for each episode in the file, in their order; never empty. Same checks and errors
 * as `parseMovieNfo`.
 */
export function parseEpisodeNfos(content: Uint8Array | string): NfoEpisode[] {
  const { roots } = splitNfo(decodeNfoText(content))
  const episodes = roots.filter((root) => root.name === 'episodedetails')
  if (episodes.length > 0) return episodes.map((root) => episodeOf(parseElement(root.xml)))
  if (roots.length > 0) throw wrongRoot('episodedetails', roots)
  throw new NfoError('no metadata', 'The NFO holds no <episodedetails> element.')
}

const NUMBERS = { min: 0, max: 99_999 }

function episodeOf(root: NfoElement): NfoEpisode {
  const episode = integerOf(root, 'episode', NUMBERS)
  const last = integerOf(root, 'episodenumberend', NUMBERS)
  return {
    ...titleFieldsOf(root, 'thumb'),
    ...known({
      season: integerOf(root, 'season', NUMBERS),
      episode,
      lastEpisode: last !== undefined && episode !== undefined && last > episode ? last : undefined,
      aired: dateOf(root, 'aired', 'premiered'),
      seriesTitle: textOf(root, 'showtitle'),
    }),
    locked: textOf(root, 'lockdata')?.toLowerCase() === 'true',
  }
}
