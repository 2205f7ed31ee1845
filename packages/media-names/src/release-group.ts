import type { NumberedContext } from './name-context.ts'
import type { Tag } from './read-tags.ts'
import type { Token } from './tokenize.ts'

// What reposts put behind the group's name.
const REPOST =
  /-(?:obfuscat(?:ed|ion)|scrambled|asrequested|postbot|xpost|rakuv\w*|buymore|chamele0n|4p|4planet|alternativetoreleases?|alternativetorequested|nzbgeek|z0ids3n|gerov|altezachen|repackpost|pre|whiterev|rp|sample)(?=$|[-[( ])/giu
const SITES = /(?:[\s-]*(?:\[[^\][]{0,40}\]|\([^()]{0,40}\)))+\s*$/u

/** The group that made the release: what is left behind the last tag, else the name in the first bracket, else a bracket of its own. */
export function readReleaseGroup(context: NumberedContext, tagsFrom: number): string | undefined {
  const { kept, prelude, tags, tokens, text } = context
  const reposted = text.replace(REPOST, (found) => ' '.repeat(found.length))
  const tail = readTail(context, reposted, tagsFrom)
  if (tail !== undefined && (tail.dashed || prelude.group === undefined) && !kept?.used.some((used) => used.end > tail.start))
    return tail.name
  if (prelude.group !== undefined) return prelude.group
  const free = tokens.filter((token) => !kept?.used.some((used) => used.start <= token.start && token.end <= used.end))
  return bracketed(free, tags, Math.min(tagsFrom, context.text.length))
}

interface Tail {
  readonly name: string
  readonly start: number
  readonly dashed: boolean
}

function readTail({ text, tags, tokens }: NumberedContext, reposted: string, tagsFrom: number): Tail | undefined {
  const sites = SITES.exec(reposted)
  const until = sites !== null && isNoTag(tags, tokens, sites.index) ? sites.index : reposted.trimEnd().length
  const counted = tags.filter((tag) => tag.start >= tagsFrom && tag.end <= until && tag.field !== 'crc32')
  const last = counted.at(-1)
  if (last === undefined) return undefined
  // (… 5.1 - Encoder) [TEAM]: the bracket behind the brackets is the team's.
  const team = /\)\s?\[([\p{L}\d]{2,12})\]\s*$/u.exec(text)
  if (team?.[1] !== undefined && !tags.some((tag) => tag.end === team.index + team[0].trimEnd().length - 1))
    return { name: team[1], start: team.index, dashed: true }
  const word = tokens[last.from]
  // x264-NL: a faint word behind the dash is the group's name.
  if (last.trust === 'faint' && counted.length > 1 && word?.gap === '-' && /^[\s)\]]*$/.test(reposted.slice(last.end, until))) {
    return { name: text.slice(last.start, last.end), start: last.start, dashed: true }
  }
  const all = tokens.filter((token) => token.start >= last.end && token.end <= until && reposted[token.start] !== ' ')
  const behind = all.length > 1 ? all.slice(all.findIndex((token) => !/^(?:\d{1,2}|[qs]\d\d|by)$/i.test(token.text))) : all
  const first = behind.find((token, index) => behind.slice(index + 1).every((other) => !/[)\]]/.test(other.gap)))
  const end = behind.at(-1)
  if (first === undefined || end === undefined || behind.length > 4) return undefined
  const name = text.slice(first.start, end.end)
  const dashed = /-\s*$/.test(first.gap)
  const plain = /^[\d._-]+$/.test(name)
  if ((plain && !dashed) || name.length < 2 || name.length > 40) return undefined
  return { name, start: first.start, dashed }
}

/** Whether the brackets at the end are stamps of sites; brackets of tags are read as such. */
function isNoTag(tags: readonly Tag[], tokens: readonly Token[], from: number): boolean {
  return tokens.every(
    (token) => token.start < from || !tags.some((tag) => tag.start <= token.start && token.end <= tag.end && tag.field !== 'release'),
  )
}

/** A bracket of one word that is no tag: `[1080p] [BluRay] [GRP]`. */
function bracketed(tokens: readonly Token[], tags: readonly Tag[], from: number): string | undefined {
  const alone = tokens.filter((token, index) => {
    if (token.bracket === 0 || /[「『《<]\s*$/.test(token.gap) || token.start < from || /^(?:\d+|[\da-f]{8})$/i.test(token.text))
      return false
    if (tags.some((tag) => tag.start <= token.start && token.end <= tag.end)) return false
    return tokens[index - 1]?.bracket !== token.bracket && tokens[index + 1]?.bracket !== token.bracket
  })
  return alone.at(-1)?.text
}
