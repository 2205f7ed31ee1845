import type { ArtworkType, RemoteArtwork } from '../movie-fields.ts'
import { childrenOf, webAddress } from './element-values.ts'
import type { NfoElement } from './parse-element.ts'

const TYPES: ReadonlyMap<string, ArtworkType> = new Map([
  ['poster', 'poster'],
  ['fanart', 'backdrop'],
  ['backdrop', 'backdrop'],
  ['background', 'backdrop'],
  ['logo', 'logo'],
  ['clearlogo', 'logo'],
  ['banner', 'banner'],
  ['landscape', 'thumb'],
  ['thumb', 'thumb'],
  ['disc', 'disc'],
  ['discart', 'disc'],
  ['clearart', 'art'],
])

/**
 * The pictures that an NFO points to: `<thumb aspect="…">`, `<fanart><thumb>` and `<art><poster>`. Only http and https addresses: a path
 * of the machine that wrote the NFO means nothing here, and is not for a file from outside to name. Those of a set or of one season are
 * left out. A thumb without an aspect is of type `plain`: the poster of a film, the still of an episode.
 */
export function artworkOf(element: NfoElement, plain: ArtworkType): RemoteArtwork[] {
  const thumbs = childrenOf(element, 'thumb').map((thumb) => picture(thumb, thumb.attributes.get('aspect') ?? ''))
  const fanart = childrenOf(element, 'fanart').flatMap((group) => childrenOf(group, 'thumb').map((thumb) => picture(thumb, 'fanart')))
  const art = childrenOf(element, 'art').flatMap((group) => group.children.map((child) => picture(child, child.name)))

  const found = new Map<string, RemoteArtwork>()
  for (const each of [...thumbs, ...fanart, ...art]) {
    if (each && !found.has(each.url)) found.set(each.url, each)
  }
  return [...found.values()]

  function picture(from: NfoElement, aspect: string): RemoteArtwork | undefined {
    const type = aspect === '' ? plain : TYPES.get(aspect.toLowerCase())
    const url = webAddress(from.text)
    if (!type || url === undefined || from.attributes.has('season')) return undefined
    return { type, url }
  }
}
