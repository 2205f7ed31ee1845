import { known } from '../known.ts'
import { decodeNfoText } from './decode-nfo-text.ts'
import { integerOf, textOf } from './element-values.ts'
import { idsInLinks } from './ids-in-links.ts'
import { NfoError } from './nfo-error.ts'
import { parseElement } from './parse-element.ts'
import type { NfoElement } from './parse-element.ts'
import { splitNfo } from './split-nfo.ts'
import { titleFieldsOf } from './title-fields.ts'
import type { NfoTitle } from './title-fields.ts'
import { addId } from './unique-ids.ts'
import { wrongRoot } from './wrong-root.ts'

/** A series, from a `<tvshow>`. `status` as it was written: `Continuing`, `Ended`. */
export interface NfoSeries extends NfoTitle {
  kind: 'series'
  status?: string
  locked: boolean
}

/** One season of a series, from a `<season>`. Its number is absent when the NFO does not tell it; 0 are the specials. */
export interface NfoSeason extends NfoTitle {
  kind: 'season'
  season?: number
  locked: boolean
}

/**
 * Reads the NFO of a series (`tvshow.nfo`, also one with nothing but a link) or of a season (`season.nfo`), with the same checks and
 * errors as `parseMovieNfo`.
 */
export function parseSeriesNfo(content: Uint8Array | string): NfoSeries | NfoSeason {
  const { roots, around } = splitNfo(decodeNfoText(content))
  const linked = idsInLinks(around, 'series')
  const found = roots.find((root) => root.name === 'tvshow' || root.name === 'season')
  if (!found && roots.length > 0) throw wrongRoot('tvshow', roots)
  if (!found && Object.keys(linked).length === 0) {
    throw new NfoError('no metadata', 'The NFO holds neither a <tvshow> nor a <season> element nor a link to IMDb, TMDb or TheTVDB.')
  }

  const root = found ? parseElement(found.xml) : emptySeries
  const series = root.name === 'season' ? seasonOf(root) : seriesOf(root)
  for (const [provider, id] of Object.entries(linked)) addId(series.uniqueIds, provider, id)
  return series
}

const emptySeries: NfoElement = { name: 'tvshow', attributes: new Map(), text: '', children: [] }

function seriesOf(root: NfoElement): NfoSeries {
  return {
    kind: 'series',
    ...titleFieldsOf(root, 'poster'),
    ...known({ status: textOf(root, 'status') }),
    locked: isLocked(root),
  }
}

function seasonOf(root: NfoElement): NfoSeason {
  const season = integerOf(root, 'seasonnumber', { min: 0, max: 9999 })
  return {
    kind: 'season',
    ...titleFieldsOf(root, 'poster'),
    ...known({ season }),
    locked: isLocked(root),
  }
}

function isLocked(root: NfoElement): boolean {
  return textOf(root, 'lockdata')?.toLowerCase() === 'true'
}
