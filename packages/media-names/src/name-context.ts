import { cleanName } from './clean-name.ts'
import type { KeptNumbering } from './numbering/choose-numbering.ts'
import { readPrelude } from './prelude.ts'
import type { Prelude } from './prelude.ts'
import { readProviderIds } from './provider-ids.ts'
import type { FoundId } from './provider-ids.ts'
import { readTags } from './read-tags.ts'
import type { Tag } from './read-tags.ts'
import { tokenize } from './tokenize.ts'
import type { Token } from './tokenize.ts'

/** A name taken apart, as every later step needs it. */
export interface NameContext {
  readonly text: string
  /** The text with all that is surely a tag made unreadable, so that no number is found inside of codecs, sizes and checksums. */
  readonly masked: string
  readonly tokens: readonly Token[]
  readonly tags: readonly Tag[]
  readonly prelude: Prelude
  readonly ids: readonly FoundId[]
}

/** A name with its numbers read. */
export interface NumberedContext extends NameContext {
  readonly kept: KeptNumbering | undefined
}

const SIZE = /(?<![\p{L}\d])\d{1,4}(?:[.,]\d{1,2})?\s?(?:[kmgt]i?b|[km]bps|[km]bits?|fps)(?![\p{L}\d])/giu
const BACKWARDS = /(?<![\p{L}\d])(?:p0801|p027|p084|ld-bew)(?![\p{L}\d])|(?<![\p{L}\d])\d{2,3}E-?\d{2}S(?=[\s._]|$)/iu

/** Takes a name apart: stamps and ids blanked, words, tags, and where the title can begin. Names posted backwards are turned. */
export function takeApart(name: string): NameContext {
  let { text } = cleanName(name)
  if (BACKWARDS.test(text) && !/s\d{2}e\d{2}/i.test(text)) text = Array.from(text).toReversed().join('')
  const ids = readProviderIds(text)
  for (const id of ids) text = blank(text, id)
  const tokens = tokenize(text)
  const tags = readTags(tokens)
  return { text, masked: mask(text, tags), tokens, tags, ids, prelude: readPrelude(text, tokens, tags) }
}

function mask(text: string, tags: readonly Tag[]): string {
  let masked = text.replace(SIZE, (found) => '¤'.repeat(found.length))
  for (const tag of tags) {
    const checksum = tag.field === 'crc32' && (tag.trust === 'likely' || /[[(]$/.test(text.slice(0, tag.start)))
    if (tag.trust === 'sure' || checksum) masked = blank(masked, tag, '¤')
  }
  return masked
}

function blank(text: string, { start, end }: { readonly start: number; readonly end: number }, filler = ' '): string {
  return text.slice(0, start) + filler.repeat(end - start) + text.slice(end)
}
