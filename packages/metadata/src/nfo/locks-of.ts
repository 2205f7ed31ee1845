import type { MovieField } from '../movie-fields.ts'
import { textOf } from './element-values.ts'
import type { NfoElement } from './parse-element.ts'

/** What an NFO wants to stay as it says. */
export interface NfoLocks {
  /** Everything (`<lockdata>`). */
  locked: boolean
  /** Only these (`<lockedfields>`). */
  lockedFields: MovieField[]
}

// The names that Jellyfin and Emby write.
const FIELDS: ReadonlyMap<string, readonly MovieField[]> = new Map([
  ['name', ['title']],
  ['originaltitle', ['originalTitle']],
  ['sortname', ['sortTitle']],
  ['overview', ['plot']],
  ['tagline', ['tagline']],
  ['genres', ['genres']],
  ['studios', ['studios']],
  ['tags', ['tags']],
  ['productionlocations', ['countries']],
  ['cast', ['actors', 'directors', 'writers']],
  ['runtime', ['runtimeMinutes']],
  ['officialrating', ['certification']],
  ['collections', ['set']],
])

/** The locks of an NFO. Names of fields that are not known here lock nothing. */
export function locksOf(element: NfoElement): NfoLocks {
  const names = (textOf(element, 'lockedfields') ?? '').split(/[|,]/)
  const fields = names.flatMap((name) => FIELDS.get(name.trim().toLowerCase()) ?? [])
  return {
    locked: textOf(element, 'lockdata')?.toLowerCase() === 'true',
    lockedFields: [...new Set(fields)],
  }
}
