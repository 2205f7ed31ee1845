import type { Tag } from '../read-tags.ts'
import type { Token } from '../tokenize.ts'
import { endOfHalf } from './half-episode.ts'
import { numbering, span } from './numbering.ts'
import type { Numbering } from './numbering.ts'

/** What is around bare numbers and decides what they can be. */
export interface BareContext {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly tags: readonly Tag[]
  /** Where the title can begin. */
  readonly start: number
  /** The name begins with a group in brackets, so it counts as anime does. */
  readonly anime: boolean
  /** The season of the folder the file lies in, where a number in front is the episode. */
  readonly season?: number
}

const NUMBER = /^(\d{1,4})(?:v(\d))?(?:[abc]|完|end|fin|tv)?$/i
const NOT_EPISODES =
  /^(?:part|pt|vol|volume|chapter|movie|film|cd|disc|disk|dvd|season|no|nr|top|ova|teil|book|extras?|bonus|level|route|area|apollo|volumes|parte|tome)$/
/** What stands for the letters of tags in the text that numbers are read from. */
const MASKED = '¤'
const PICTURE = new Set([480, 540, 576, 720, 1080, 2160])

/** Reads numbers that stand by themselves: ` - 07`, `[07]`, `_14_[`, `01-12`, `004 - Title`, and half episodes as `10.5`. */
export function readBareNumbers(context: BareContext): Numbering[] {
  const all: Numbering[] = []
  const { tokens } = context
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined || token.start < context.start) continue
    const found = NUMBER.exec(token.text)
    if (found === null || inTag(context.tags, token) || context.text[token.start] === MASKED) continue
    const reading = readFrom(context, index, found)
    if (reading === undefined) {
      // Vol. 1-3 counts volumes to its end.
      if (NOT_EPISODES.test(tokens[index - 1]?.lower ?? '')) index += readRange(context, index, found[1] ?? '')?.tokens ?? 0
      continue
    }
    all.push(reading)
    while ((tokens[index + 1]?.start ?? Infinity) < reading.end) index += 1
  }
  return all
}

function readFrom(context: BareContext, index: number, found: RegExpExecArray): Numbering | undefined {
  const { text, tokens } = context
  const token = tokens[index]
  if (token === undefined) return undefined
  const digits = found[1] ?? ''
  const first = Number(digits)
  const range = readRange(context, index, digits)
  const half = range === undefined ? readHalf(context, index) : undefined
  const last = tokens[index + (range?.tokens ?? half?.tokens ?? 0)]
  const end = last?.end ?? token.end
  const absolute = range?.numbers ?? [half?.number ?? first]
  const weight = weigh(context, { index, digits, end, range: range !== undefined })
  if (weight <= 0) return undefined
  const version = found[2] ?? /^v(\d)$/i.exec(tokens[index + 1]?.text ?? '')?.[1]
  return numbering({
    kind: 'absolute',
    start: token.start,
    end: withClosing(text, end),
    weight,
    absolute,
    ...(version !== undefined && { version: Number(version) }),
  })
}

interface Place {
  readonly index: number
  readonly digits: string
  readonly end: number
  readonly range: boolean
}

function weigh(context: BareContext, place: Place): number {
  const { text, tokens } = context
  const token = tokens[place.index]
  const before = tokens[place.index - 1]
  if (token === undefined) return 0
  const number = Number(place.digits)
  const after = tokens.find((other) => other.start >= place.end)
  const rest = text.slice(place.end)
  const leading = before === undefined || before.end <= context.start
  const enclosed = token.bracket > 0 && before?.bracket !== token.bracket && (after?.bracket !== token.bracket || /^end$/i.test(after.text))
  const dashed = !leading && /[\s._)\]】][-–~][\s._]*$/.test(token.gap)
  const inFront = token.bracket > 0 && before?.bracket !== token.bracket
  const stopped = rest.trim() === '' || /^[\s._]*(?:[-–][\s._]|[[({【])/.test(rest) || (after !== undefined && inTag(context.tags, after))
  const padded = place.digits.startsWith('0') && place.digits.length > 1
  const counted = before !== undefined && NOT_EPISODES.test(before.lower) && text[before.start] !== MASKED
  if (counted && !enclosed && !dashed) return 0
  if (token.bracket > 0 && !enclosed && !(inFront && place.range)) return 0
  if (enclosed && PICTURE.has(number)) return 0
  if (enclosed && !place.range && number >= 1900 && number < 2100 && /[(（]\s*$/.test(token.gap)) return 0

  let weight = 0
  if (leading) weight = leadingWeight(context, place, rest)
  else if (enclosed || inFront) weight = context.anime || place.range ? 46 : padded ? 34 : 22
  else if (dashed) weight = 50
  else weight = place.digits.length > 1 ? 38 : after !== undefined && inTag(context.tags, after) ? 20 : 0
  if (weight === 0) return 0
  if (token.gap.endsWith('#')) weight += 30

  if (context.anime) weight += 6
  if (padded) weight += 5
  if (place.range) weight += rangeWorth(place, context.anime, stopped)
  if (!enclosed && !leading) weight += stopped ? (dashed ? 10 : 0) : dashed ? -16 : padded ? -8 : -30
  if (!place.range && place.digits.length === 4 && number >= 1900 && number < 2100) weight -= 26
  return weight
}

function leadingWeight(context: BareContext, place: Place, rest: string): number {
  if (context.season !== undefined && place.digits.length < 4) return 60
  if (rest.trim() === '') return place.digits.length < 4 ? 40 : 0
  if (/^\s*[-–]\s/.test(rest)) return 44
  if (/^[.]\s?\p{L}/u.test(rest) && place.digits.startsWith('0')) return 36
  return 0
}

/** A span is likely where it counts from one, goes on by one, or counts in hundreds; else it may be season and episode. */
function rangeWorth(place: Place, anime: boolean, stopped: boolean): number {
  const likely = anime || place.digits.length > 2 || Number(place.digits) === 1 || place.digits.startsWith('00')
  return (likely ? 4 : -6) + (stopped ? 4 : -4)
}

function readRange(context: BareContext, index: number, digits: string): { numbers: number[]; tokens: number } | undefined {
  const joint = context.tokens[index + 1]?.lower ?? ''
  const worded = /^(?:to|ao|bis|&|and)$/.test(joint) ? 1 : 0
  const next = context.tokens[index + 1 + worded]
  const found = next && NUMBER.exec(next.text)
  if (next === undefined || !found || inTag(context.tags, next) || context.text[next.start] === MASKED) return undefined
  const gap = /^(?:(\s?[~～]\s?|[-–])|(\s[-–]\s|_-_)|(,\s?|\s?\+\s?))$/.exec(worded > 0 ? '~' : next.gap)
  const [first, last] = [Number(digits), Number(found[1])]
  if (gap === null || last <= first || last - first > 1500) return undefined
  if (/^(?:&|and)$/.test(joint)) return last === first + 1 && digits.length > 1 ? { numbers: [first, last], tokens: 2 } : undefined
  const length = (found[1] ?? '').length
  if (found[1]?.startsWith('0') && !digits.startsWith('0')) return undefined
  if (gap[2] !== undefined && !(length === digits.length && digits.startsWith('0'))) return undefined
  if (gap[3] !== undefined)
    return last === first + 1 && (length > 2 || next.gap.includes('+')) ? { numbers: [first, last], tokens: 1 } : undefined
  if (length < digits.length) return undefined
  if (worded > 0) return { numbers: span(first, last), tokens: 2 }
  const third = context.tokens[index + 2]
  if (third?.gap === next.gap && NUMBER.test(third.text)) {
    return Number(third.text) === last + 1 ? { numbers: span(first, Number(third.text)), tokens: 2 } : undefined
  }
  return { numbers: span(first, last), tokens: 1 }
}

function readHalf(context: BareContext, index: number): { number: number; tokens: number } | undefined {
  const [token, next, third] = context.tokens.slice(index, index + 3)
  if (token === undefined || next?.gap !== '.' || !/^\d$/.test(next.text)) return undefined
  // In front of a file of a season's folder, or in brackets of its own, it needs no dash before it.
  const alone = (context.season !== undefined && index === 0) || token.gap.endsWith('[')
  if (!/[\s_][-–][\s_]+$/.test(token.gap) && !(alone && endOfHalf(context.text, token.end) !== undefined)) return undefined
  const number = Number(`${Number(token.text)}.${next.text}`)
  if (!Number.isFinite(number) || token.text.length > 3) return undefined
  return { number, tokens: third?.gap === '.' && /^\d$/.test(third.text) ? 2 : 1 }
}

function inTag(tags: readonly Tag[], token: Token): boolean {
  return tags.some((tag) => tag.start <= token.start && token.end <= tag.end && !(tag.trust === 'faint' && tag.field === 'resolution'))
}

function withClosing(text: string, end: number): number {
  return /[\])}】]/.test(text[end] ?? '') ? end + 1 : end
}
