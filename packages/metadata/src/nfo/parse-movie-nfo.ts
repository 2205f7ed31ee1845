import { known } from '../known.ts'
import type { MovieField, MovieSet } from '../movie-fields.ts'
import { decodeNfoText } from './decode-nfo-text.ts'
import { childrenOf, textOf } from './element-values.ts'
import { idsInLinks } from './ids-in-links.ts'
import { locksOf } from './locks-of.ts'
import { NfoError } from './nfo-error.ts'
import { parseElement } from './parse-element.ts'
import type { NfoElement } from './parse-element.ts'
import { splitNfo } from './split-nfo.ts'
import { titleFieldsOf } from './title-fields.ts'
import type { NfoTitle } from './title-fields.ts'
import { addId } from './unique-ids.ts'
import { wrongRoot } from './wrong-root.ts'

/** A film as its NFO tells it. Also what an NFO with nothing but a link gives: then only `uniqueIds` has something. */
export interface NfoMovie extends NfoTitle {
  /** The collection that the film belongs to. */
  set?: MovieSet
  /** Nothing of this film may be overwritten by another source. */
  locked: boolean
  /** These fields may not be overwritten by another source. */
  lockedFields: MovieField[]
}

/**
 * Reads the NFO of a film in Kodi's format, with what Jellyfin, Emby and Radarr add to it: as bytes in any usual encoding, or as text.
 * NFOs come from anywhere, so they are checked before they are parsed: at most 1 MB, no DOCTYPE, no entities but XML's own, at most 32
 * levels and 50,000 elements. Links after the XML, or instead of it, give ids. Of several films in one file the first counts.
 * Throws an {@link NfoError} that says what is wrong, and nothing else.
 */
export function parseMovieNfo(content: Uint8Array | string): NfoMovie {
  const { roots, around } = splitNfo(decodeNfoText(content))
  const linked = idsInLinks(around, 'movie')
  const xml = roots.find((root) => root.name === 'movie')?.xml
  if (xml === undefined && roots.length > 0) throw wrongRoot('movie', roots)
  if (xml === undefined && Object.keys(linked).length === 0) {
    throw new NfoError('no metadata', 'The NFO holds neither a <movie> element nor a link to IMDb, TMDb or TheTVDB.')
  }

  const root = xml === undefined ? emptyMovie : parseElement(xml)
  const movie: NfoMovie = {
    ...titleFieldsOf(root, 'poster'),
    ...known({ set: setOf(root) }),
    ...locksOf(root),
  }
  for (const [provider, id] of Object.entries(linked)) addId(movie.uniqueIds, provider, id)
  return movie
}

const emptyMovie: NfoElement = { name: 'movie', attributes: new Map(), text: '', children: [] }

function setOf(root: NfoElement): MovieSet | undefined {
  const element = childrenOf(root, 'set')[0]
  const id = textOf(root, 'tmdbcollectionid', 'collectionnumber') ?? element?.attributes.get('tmdbcolid') ?? ''
  const set = known({
    name: element && (textOf(element, 'name') ?? (element.text === '' ? undefined : element.text)),
    overview: element && textOf(element, 'overview'),
    tmdbId: /^[1-9]\d{0,9}$/.test(id) ? id : undefined,
  })
  return Object.keys(set).length > 0 ? set : undefined
}
