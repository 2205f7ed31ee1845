import type { NumberedContext } from './name-context.ts'
import type { Tag } from './read-tags.ts'
import type { FoundYear } from './read-year.ts'

/** Where to look for the tags, and what must stand before them. */
export interface Zone {
  readonly start: number
  /** A word of a title must stand before the tags. */
  readonly needsTitle: boolean
  readonly year: FoundYear | undefined
}

/** Where the tags begin: at the first word from `start` on that is a tag beyond doubt; the text's length when none is. */
export function tagZone({ tags, tokens, text }: NumberedContext, { start, needsTitle, year }: Zone): number {
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index]
    if (tag === undefined || tag.start < start) continue
    if (needsTitle && !tokens.some((token) => token.start >= start && token.end <= tag.start && !isArticle(token.lower))) continue
    if (isFirm(tags, index, { text, tokens, year })) return tag.start
  }
  return text.length
}

/** Words that a title may well end with before its year: The Polish Bride (1998), The Web (1947). */
const NOT_BEFORE_YEARS = new Set(['language', 'network', 'source'])

interface Around {
  readonly text: string
  readonly tokens: NumberedContext['tokens']
  readonly year: FoundYear | undefined
}

/** Whether a word that may be a tag is one: because nothing but tags follow it up to a sure one, to the year, or to the end. */
function isFirm(tags: readonly Tag[], index: number, around: Around, inRun = false): boolean {
  const tag = tags[index]
  if (tag === undefined) return false
  if (tag.trust === 'sure') return true
  if (!inRun && leadsOn(around.tokens[tag.from - 1]?.lower)) return false
  const next = around.tokens[tag.to + 1]
  const before = around.tokens[tag.from - 1]
  const bracket = around.tokens[tag.from]?.bracket ?? 0
  const says = tag.trust !== 'faint' || !['release', 'language', 'network'].includes(tag.field)
  if (says && bracket > 0 && before?.bracket !== bracket && isAllTags(tags, around, bracket)) return true
  if (tag.trust === 'faint' && !inRun && !isShouted(around.text, tag, around)) return false
  if (tag.field === 'network' && !inRun && !isStore(tags, index)) return false
  if (next === undefined) return inRun || tag.trust === 'likely'
  if (around.year !== undefined && next.start >= around.year.start && next.start < around.year.end)
    return inRun || ((tag.trust !== 'faint' || tag.field === 'edition') && !NOT_BEFORE_YEARS.has(tag.field))
  const following = tags[index + 1]
  if (following === undefined || following.from !== tag.to + 1) return false
  if (following.trust === 'sure') return true
  return isFirm(tags, index + 1, around, true)
}

/** A word that wants another one behind it: Zorba the Greek, The German. */
function leadsOn(word: string | undefined): boolean {
  return word !== undefined && /^(?:the|an?|of|in|to|and|my|for|with|from|el|la|le|der|die|das|un|une|il)$/.test(word)
}

/** A broadcaster's name is a tag before a web source only: discs and broadcasts do not give it, titles do. */
function isStore(tags: readonly Tag[], index: number): boolean {
  const source = tags.slice(index + 1, index + 5).find((tag) => tag.field === 'source')
  return source === undefined || source.value.startsWith('web')
}

function isAllTags(tags: readonly Tag[], { tokens }: Around, bracket: number): boolean {
  return tokens.every((token) => token.bracket !== bracket || tags.some((tag) => tag.start <= token.start && token.end <= tag.end))
}

/** A faint word counts before a sure tag where it is written as tags are and the title is not: in capitals. */
function isShouted(text: string, tag: Tag, around: Around): boolean {
  const word = text.slice(tag.start, tag.end)
  const title = text.slice(0, tag.start)
  return /^[A-Z\d]*[A-Z\d]$|^i[A-Z]+$/.test(word) && /[a-z]/.test(title) && tag.start > 0 && around.tokens.length > 1
}

const TRIMMED = new Set(['edition', 'complete', 'proper', 'repack', 'version'])

/** Takes off tags that stand right before the title's end: Extended (2009), Complete S01. Never the whole title. */
export function trimTags({ tags, text, tokens }: NumberedContext, start: number, end: number): number {
  let trimmed = end
  for (const tag of tags.toReversed()) {
    if (tag.start >= trimmed) continue
    if (tag.start <= start || /[\p{L}\d]/u.test(text.slice(tag.end, trimmed))) break
    if (tag.trust !== 'likely' || !(TRIMMED.has(tag.field) || (tag.field === 'format3D' && tag.value === '3d'))) break
    if (!tokens.some((token) => token.start >= start && token.end <= tag.start && !isArticle(token.lower))) break
    trimmed = tag.start
  }
  return trimmed
}

function isArticle(word: string): boolean {
  return /^(?:the|an?|la|le|les|el|der|die|das|il)$/.test(word)
}
