import { span } from './numbering.ts'

/** The episodes a run of numbers names, and where the run ends. */
export interface EpisodeRun {
  readonly episodes: readonly number[]
  readonly end: number
}

// The next number of a run: marked by its own E, x, S01E or 1x (spaces may stand around the joint), or bare right behind a joint.
const MARKED =
  /(?:\s?(-{1,2}|–|~|to|à|ao|a)\s?|[\s._]?(?:[&+,/]|and)[\s._]?|[\s._]{0,2})(?:(?:[st]?\d{1,4}[\s._]?)?(?:episode|ep|e)[\s._]?(\d{1,5})|(?:\d{1,2}|(?:19|20)\d\d)x(\d{1,3})|x(\d{1,3}))(?![\d]|[pi](?![\p{L}\d]))/iuy
const MARKED_LOOSELY =
  /[\s._]-[\s._](?:(?:[st]?\d{1,4}[\s._]?)(?:ep|e)(\d{1,5})|(?:ep|e)(\d{1,5})|(?:\d{1,2}|(?:19|20)\d\d)x(\d{1,3})|x(\d{1,3}))(?![\dx\p{L}])/iuy
const BARE = /(-|–|~|_|\+|\s?&\s?|,\s?)(\d{1,5})(?![\d\p{L}])(?!:\d|[.]\d(?!\d))/iuy
const BARE_AFTER_WORDS = /\s?(-|–|~|to|à|ao|al?(?=\s\d)|&|,|and|e|y|et)\s?(\d{1,5})(?![\d\p{L}])/iuy

/** How freely a bare number may go on with the run: after `S01E01` only tightly, after `Episodes` also with spaces. */
export type Looseness = 'tight' | 'loose'

/** Reads on from the first episode of a name: `-E03`, `E02E03`, `-04`, `x04x15`, `+E26`, ` - S01E04`. */
export function readEpisodeRun(text: string, at: number, first: number, looseness: Looseness = 'tight'): EpisodeRun {
  let episodes: number[] = [first]
  let end = at
  for (let count = 0; count < 60; count++) {
    const step = nextMarked(text, end) ?? nextBare(text, end, episodes, looseness)
    if (step === undefined) break
    const last = episodes.at(-1) ?? first
    if (step.number >= 200 && /x\d+$/i.test(text.slice(end, step.end))) break
    if (step.number > last && (step.range || (step.touching && step.number > last + 1))) {
      episodes = [...episodes, ...span(last, step.number).slice(1)]
    } else if (!episodes.includes(step.number)) {
      if (step.number < last) break
      episodes.push(step.number)
    }
    end = step.end
  }
  return { episodes, end }
}

interface Step {
  readonly number: number
  readonly range: boolean
  /** No joint at all stood between: `E01E03` means all three. */
  readonly touching: boolean
  readonly end: number
}

function nextMarked(text: string, at: number): Step | undefined {
  MARKED.lastIndex = at
  const tight = MARKED.exec(text)
  if (tight !== null) {
    const range = tight[1] !== undefined && tight[4] === undefined
    const touching = /^e/i.test(tight[0])
    // S02E31 - Episode 55 counts on through the series; Ep10718 - Ep10722 is a range.
    const restarts = /ep/i.test(tight[0]) && /\s/.test(tight[0]) && !/ep\w*[\s._#-]*\d+$/i.test(text.slice(Math.max(0, at - 16), at))
    return restarts ? undefined : { number: Number(tight[2] ?? tight[3] ?? tight[4]), range, touching, end: MARKED.lastIndex }
  }
  MARKED_LOOSELY.lastIndex = at
  const loose = MARKED_LOOSELY.exec(text)
  if (loose === null) return undefined
  if (/ep/i.test(loose[0]) && !/ep\w*[\s._#-]*\d+$/i.test(text.slice(Math.max(0, at - 16), at))) return undefined
  const number = Number(loose[1] ?? loose[2] ?? loose[3] ?? loose[4])
  return { number, range: loose[4] === undefined, touching: false, end: MARKED_LOOSELY.lastIndex }
}

function nextBare(text: string, at: number, episodes: readonly number[], looseness: Looseness): Step | undefined {
  const pattern = looseness === 'loose' ? BARE_AFTER_WORDS : BARE
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (found === null) return undefined
  const joint = (found[1] ?? '').trim().toLowerCase()
  const digits = found[2] ?? ''
  const number = Number(digits)
  const last = episodes.at(-1) ?? 0
  const range = /^(?:-|–|~|to|à|ao|a)$/.test(joint)
  if (number <= last) return undefined
  // A longer number behind a short one is a size or a date, and a far one behind an underscore says something else.
  if (looseness === 'tight' && digits.length > String(last).length + 1 && digits.length > 2) return undefined
  if (digits.length === 4 && number >= 1900 && number < 2100 && last < 1000) return undefined
  if (range ? number - last > 600 : number !== last + 1) return undefined
  if (joint === 'al') return undefined
  return { number, range, touching: false, end: pattern.lastIndex }
}
