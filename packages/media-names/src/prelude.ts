import type { Tag } from './read-tags.ts'
import type { Token } from './tokenize.ts'

/** What stands before the title: brackets with the group's name or tags, and stamps of time. */
export interface Prelude {
  /** Where the title can begin. */
  readonly start: number
  /** The name in the first bracket, as anime groups sign. */
  readonly group?: string
}

const PAIRS: Readonly<Record<string, string>> = { '[': ']', '【': '】', '(': ')', '{': '}', '［': '］', '『': '』' }

const BRACKETS_ONLY = /^\s*[[【][^\][【】]+[\]】]\s*[[【]第?\s?\d{1,4}\s?[話话集]?[\]】](?:\s*[[【][^\][【】]*[\]】])*\s*$/u
/** (Group) Title - 01: only where an episode is counted behind. */
const ROUND_GROUP = /^\(\p{L}[\p{L}\d-]{1,20}\)\s?[^()]+\s-\s\d{2,3}(?:v\d)?(?:\s|$)/u

/** Finds where the title begins. A bracket that is all there is of a title, `[rec]`, is the title. */
export function readPrelude(text: string, tokens: readonly Token[], tags: readonly Tag[]): Prelude {
  let start = /^[\s._-]*/.exec(text)?.[0].length ?? 0
  // [Title][01][1080p]: the first bracket is the title when a number follows and nothing stands outside.
  if (BRACKETS_ONLY.test(text)) return { start }
  let group: string | undefined
  for (let count = 0; count < 4; count++) {
    const close = PAIRS[text[start] ?? '']
    if (close === undefined) break
    const end = text.indexOf(close, start)
    if (end === -1) break
    const inside = tokens.filter((token) => token.start > start && token.end <= end)
    const allTags = inside.length > 0 && inside.every((token) => tags.some((tag) => tag.start <= token.start && token.end <= tag.end))
    const next = end + 1 + (/^[\s._-]*/.exec(text.slice(end + 1))?.[0].length ?? 0)
    if (!titleRemains(tokens, tags, next)) break
    const content = text.slice(start + 1, end).trim()
    if (/^s?\d{1,2}[.xe-]e?\d{2,3}$/i.test(content)) break
    if (text[start] === '(' && !allTags && !/^(?:(?:19|20)\d\d|\d{1,2}|hi10p?)$/i.test(content) && !ROUND_GROUP.test(text.slice(start)))
      break
    if (text[start] === '(' && /^(?:19|20)\d\d$/.test(content)) return { start: next, ...(group !== undefined && { group }) }
    if (count > 0 && !allTags && text[start] === '[' && (!/^[\w&-]{1,20}$/.test(content) || /[[【]/.test(text[next] ?? ''))) break
    if (!allTags && (text[start] !== '(' || ROUND_GROUP.test(text.slice(start)))) group ??= content
    start = next
  }
  const stamp = /^\d{6}\s+(?=\S)/.exec(text.slice(start))
  if (stamp !== null && /\bep\d|\bs\d+e\d/i.test(text)) start += stamp[0].length
  return { start, ...(group !== undefined && { group }) }
}

function titleRemains(tokens: readonly Token[], tags: readonly Tag[], from: number): boolean {
  const next = tokens.find((token) => token.start >= from)
  const words = tokens.filter((token) => token.start >= from && /[\p{L}\d]/u.test(token.text) && !/^(?:19|20)\d\d$/.test(token.text))
  if (next === undefined || words.length === 0) return false
  if (/^(?:19|20)\d\d$/.test(next.text) && tokens.filter((token) => token.start >= from && !isTag(tags, token)).length < 2) return false
  return !tags.some((tag) => tag.start === next.start && tag.trust === 'sure' && next.bracket === 0)
}

function isTag(tags: readonly Tag[], token: Token): boolean {
  return tags.some((tag) => tag.start <= token.start && token.end <= tag.end)
}
