import type { MetadataTags } from 'mediabunny'
import { known } from '../known.ts'
import type { UniqueIds } from '../movie-fields.ts'
import { cleanText } from '../nfo/decode-entities.ts'
import { addId } from '../nfo/unique-ids.ts'
import type { MediaTags } from './media-facts.ts'

const MAX_LENGTH = 4000

/** The tags of a file that mean something for a film. `headerTitle` is the title of Matroska's header, which most programs write. */
export function mediaTags(tags: MetadataTags, headerTitle?: string): MediaTags {
  const date = dateOf(tags)
  const uniqueIds = idsOf(tags)
  return known({
    title: cleanTag(tags.title) ?? cleanTag(headerTitle),
    year: date === undefined ? undefined : Number(date.slice(0, 4)),
    date: date !== undefined && date.length === 10 ? date : undefined,
    description: cleanTag(tags.description),
    genre: cleanTag(tags.genre),
    comment: cleanTag(tags.comment),
    uniqueIds: Object.keys(uniqueIds).length > 0 ? uniqueIds : undefined,
  })
}

/** A text from a file: without what no text may hold, trimmed, at most 4,000 characters; `undefined` when nothing is left. */
export function cleanTag(text: string | undefined): string | undefined {
  const clean = cleanText((text ?? '').slice(0, MAX_LENGTH)).trim()
  return clean === '' ? undefined : clean
}

/** A language code from a file; "undetermined" says nothing. */
export function cleanLanguage(code: string | undefined): string | undefined {
  const found = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.exec(code ?? '')?.[0].toLowerCase()
  return found === 'und' || found === 'zxx' || found === 'mis' ? undefined : found
}

/** `YYYY-MM-DD`, or `YYYY` where the file gives no more, which as a `Date` would be its first of January. */
function dateOf(tags: MetadataTags): string | undefined {
  const { date } = tags
  if (!date || Number.isNaN(date.getTime())) return undefined
  const year = date.getUTCFullYear()
  if (year < 1850 || year > 2200) return undefined
  const written = Object.values(tags.raw ?? {}).some((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value))
  return written ? date.toISOString().slice(0, 10) : String(year)
}

/** Matroska's official tags for ids: `IMDB` holds `tt…`, `TMDB` holds `movie/…`. */
function idsOf(tags: MetadataTags): UniqueIds {
  const ids: UniqueIds = {}
  for (const [name, value] of Object.entries(tags.raw ?? {})) {
    if (typeof value !== 'string') continue
    const provider = name.toLowerCase()
    if (provider === 'imdb') addId(ids, 'imdb', value.trim())
    if (provider === 'tmdb') addId(ids, 'tmdb', /^movie\/(\d+)$/.exec(value.trim())?.[1] ?? '')
  }
  return ids
}
