/** One file of a film that is cut into several. */
export interface StackedPart {
  /** 1, 2, 3…; letters count from a. */
  readonly part: number
  /** The word that marks it (`cd`, `part`); empty for a bare letter. Parts of one film are marked alike. */
  readonly marker: string
  readonly numeric: boolean
  /** Where the mark begins and ends in the text. */
  readonly start: number
  readonly end: number
}

const MARKED = /[\s._([-]+(cd|dvd|part|pt|dis[ck])[\s._-]?(\d{1,2}|[a-d])[)\]]?$/i
const MARKED_INSIDE = /[\s._([-](cd|dis[ck])[\s._-]?(\d)(?=[\s._)\]-])/i

/** Reads the mark of a part at the end of a name without extension: `-cd1`, ` part 2`, `.pt3`, ` disc a`; `cd1` also before the tags. */
export function readStackedPart(text: string): StackedPart | undefined {
  const found = MARKED.exec(text) ?? MARKED_INSIDE.exec(text)
  if (found === null || found.index === 0) return undefined
  return stacked(found, found[1] ?? '', found[2] ?? '')
}

function stacked(found: RegExpExecArray, marker: string, mark: string): StackedPart {
  const numeric = /\d/.test(mark)
  const part = numeric ? Number(mark) : mark.toLowerCase().charCodeAt(0) - 96
  return { part, marker: marker.toLowerCase(), numeric, start: found.index, end: found.index + found[0].length }
}
