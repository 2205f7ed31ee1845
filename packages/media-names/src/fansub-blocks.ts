import type { NameContext } from './name-context.ts'

const BLOCK = /[[【]([^\][【】]*)[\]】]/gu
const LATIN = /[A-Za-z]{2}/
const NUMBER_BLOCK = /^(?:第?\s?\d{1,4}(?:\.\d)?(?:\s?[-~]\s?\d{1,4})?\s?(?:v\d|話|话|集|回|完|end|fin|tv)*)$/i

/**
 * The title of a name that is nothing but brackets, `[Group][中文][Title][01][1080p]`: the blocks in Latin letters right before the
 * number, the first of them. Undefined where words stand outside of the brackets, since then those are the title.
 */
export function readFansubTitle({ text, tags }: NameContext): string | undefined {
  const blocks = [...text.matchAll(BLOCK)]
  if (blocks.length < 2) return undefined
  const numberAt = blocks.findIndex((block, index) => index > 0 && NUMBER_BLOCK.test((block[1] ?? '').trim()))
  const tagAt = blocks.findIndex(
    (block, index) =>
      index > 0 && tags.some((tag) => tag.trust === 'sure' && block.index < tag.start && tag.end < block.index + block[0].length),
  )
  const stop = numberAt > 0 ? numberAt : tagAt
  if (stop < 1 || (stop === 1 && numberAt !== 1)) return undefined
  const outside = text.slice(0, numberAt > 0 ? (blocks[stop]?.index ?? 0) : text.length).replace(BLOCK, ' ')
  if (/[A-Za-z]{2}/.test(outside) || (outside.match(/\p{L}/gu)?.length ?? 0) > 6) return undefined
  const before = blocks
    .slice(numberAt === 1 ? 0 : 1, stop)
    .map((block) => (block[1] ?? '').trim().replace(/(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}！？])_/gu, ' / '))
    .filter((content) => content !== '' && !/^movie$/i.test(content))
  const isLatin = (content: string | undefined) => content !== undefined && LATIN.test(content) && !/\p{Script=Han}/u.test(content)
  let from = before.findLastIndex(isLatin)
  if (from === -1) return before.findLast((content) => LATIN.test(content)) ?? before.at(-1)
  while (isLatin(before[from - 1])) from -= 1
  return before[from]
}
