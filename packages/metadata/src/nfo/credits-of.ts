import type { Credit } from '../movie-fields.ts'
import { childrenOf, integerOf, textOf, webAddress } from './element-values.ts'
import type { NfoElement } from './parse-element.ts'
import { uniqueIdsOf } from './unique-ids.ts'

const IN_FRONT_OF_THE_CAMERA = new Set(['', 'actor', 'gueststar'])

/**
 * The actors in the order of the file. One without a role stays, one without a name does not; Jellyfin's other kinds of people under
 * `<actor>` (a composer, a producer) are no actors.
 */
export function creditsOf(element: NfoElement): Credit[] {
  return childrenOf(element, 'actor').flatMap((actor) => {
    const name = textOf(actor, 'name')
    const type = textOf(actor, 'type')?.toLowerCase() ?? ''
    return name !== undefined && IN_FRONT_OF_THE_CAMERA.has(type) ? [credit(name, actor)] : []
  })
}

function credit(name: string, actor: NfoElement): Credit {
  const found: Credit = { name, role: textOf(actor, 'role') ?? '' }
  const order = integerOf(actor, 'order', { min: 0, max: 100_000 }) ?? integerOf(actor, 'sortorder', { min: 0, max: 100_000 })
  if (order !== undefined) found.order = order
  const thumb = webAddress(textOf(actor, 'thumb') ?? '')
  if (thumb !== undefined) found.thumb = thumb
  const uniqueIds = uniqueIdsOf(actor)
  if (Object.keys(uniqueIds).length > 0) found.uniqueIds = uniqueIds
  return found
}
