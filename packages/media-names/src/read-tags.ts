import { readResolution } from './read-resolution.ts'
import type { Token } from './tokenize.ts'
import type { Meaning, TagField, Trust } from './words/meaning.ts'
import { longestPhraseFrom, mayEndInTag, meaningOf } from './words/vocabulary.ts'

/** A stretch of words that may be a tag, with what it would say. */
export interface Tag {
  readonly field: TagField
  readonly value: string
  readonly trust: Trust
  readonly also?: Meaning
  readonly start: number
  readonly end: number
  /** The first and the last of its words, as indexes into the tokens. */
  readonly from: number
  readonly to: number
}

/** Finds every stretch of words the vocabulary knows, the longest first, none overlapping, in the order they stand. */
export function readTags(tokens: readonly Token[]): readonly Tag[] {
  const tags: Tag[] = []
  for (let index = 0; index < tokens.length;) {
    const found = longestAt(tokens, index)
    if (found === undefined) {
      index += 1
      continue
    }
    const first = tokens[index]
    const last = tokens[found.to]
    if (first !== undefined && last !== undefined) {
      tags.push({ ...found.meaning, start: first.start, end: last.end, from: index, to: found.to })
    }
    index = found.to + 1
  }
  return tags
}

function longestAt(tokens: readonly Token[], index: number): { meaning: Meaning; to: number } | undefined {
  let phrase = ''
  let best: { meaning: Meaning; to: number } | undefined
  const end = Math.min(tokens.length, index + longestPhraseFrom(tokens[index]?.lower ?? ''))
  for (let to = index; to < end; to++) {
    const token = tokens[to]
    if (token === undefined) break
    if (to > index && !/^[\s._-]$/.test(token.gap)) break
    phrase = to === index ? token.lower : `${phrase} ${token.lower}`
    const meaning = meaningOf(phrase)
    if (meaning !== undefined) best = { meaning, to }
  }
  return best ?? named(tokens, index) ?? single(tokens[index], index)
}

/** Ultimate Something Edition: an edition called by a name of its own. */
function named(tokens: readonly Token[], index: number): { meaning: Meaning; to: number } | undefined {
  const [first, second, third] = tokens.slice(index, index + 3)
  if (first?.lower !== 'ultimate' || third?.lower !== 'edition' || second === undefined) return undefined
  return { meaning: { field: 'edition', value: `Ultimate ${second.text} Edition`, trust: 'likely' }, to: index + 2 }
}

function single(token: Token | undefined, index: number): { meaning: Meaning; to: number } | undefined {
  const meaning = token && (readPattern(token.lower) ?? readGlued(token.lower))
  return meaning && { meaning, to: index }
}

function readPattern(word: string): Meaning | undefined {
  const resolution = readResolution(word)
  if (resolution !== undefined) return resolution
  if (/^[\da-f]{8}$/.test(word))
    return { field: 'crc32', value: word.toUpperCase(), trust: /[a-f]/.test(word) && /\d/.test(word) ? 'likely' : 'faint' }
  if (/^(?:v|rev)\d$/.test(word)) return { field: 'version', value: word.slice(-1), trust: 'likely' }
  if (/^\d+(?:mb|gb|kbps|mbps|mbits|kbit|fps)$/.test(word)) return { field: 'release', value: 'size', trust: 'sure' }
  // 2xUkr, 3xEng: several tracks of one language.
  const tracks = /^\d?x?(ukr|eng|rus|ger|fre|ita|spa|pol)$/.exec(word)?.[1]
  if (tracks !== undefined && /^\d/.test(word)) return meaningOf(tracks)
  if (/^(?:repack|proper|rerip)\d$/.test(word)) return { field: 'repack', value: word.slice(-1), trust: 'likely' }
  if (/^(?:ddp|dd|aac|ac3|eac3|flac|opus|dts|ma|truehd|lpcm|mpa|hra)\d$/.test(word)) {
    return meaningOf(word.slice(0, -1)) ?? { field: 'audioCodec', value: word, trust: 'sure' }
  }
  return undefined
}

/** Two sure words written as one: `webrip1080p`, `WEB-DLx264`, `TC1080P`. */
function readGlued(word: string): Meaning | undefined {
  if (word.length < 5 || word.length > 24 || !(mayEndInTag(word) || /\d/.test(word))) return undefined
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const right = sure(word.slice(cut)) ?? readResolution(word.slice(cut))
    if (right === undefined) continue
    const left = meaningOf(word.slice(0, cut)) ?? readResolution(word.slice(0, cut))
    if (left !== undefined && (left.trust === 'sure' || right.field === 'resolution')) return { ...left, trust: 'sure', also: right }
  }
  return undefined
}

function sure(word: string): Meaning | undefined {
  const meaning = meaningOf(word)
  return meaning?.trust === 'sure' ? meaning : undefined
}
