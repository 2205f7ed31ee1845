import { NfoError } from './nfo-error.ts'
import { notWellFormed, refusedDeclaration, scanTags } from './scan-tags.ts'
import type { Tag } from './scan-tags.ts'

/** The XML documents of an NFO, each checked, and the text before, between and after them, where links may stand. */
export interface SplitNfo {
  roots: { name: string; xml: string }[]
  around: string
}

const MAX_DEPTH = 32
const MAX_ELEMENTS = 50_000
const KNOWN_ROOT = /<(?:movie|tvshow|season|episodedetails|musicvideo|album|artist)[\s/>]/i

/**
 * Cuts an NFO into its root elements: Kodi writes several episodes one after another, and combined NFOs end with a link. Checks on the
 * way what has to hold before a parser sees them: tags that match, at most 32 levels, at most 50,000 elements, no DOCTYPE.
 * A text without the markup of an NFO (a link, a drawing in letters with one) has no roots. Throws an {@link NfoError}.
 */
export function splitNfo(text: string): SplitNfo {
  const start = startOfMarkup(text)
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text.slice(0, start))) throw refusedDeclaration()

  const roots: SplitNfo['roots'] = []
  const around: string[] = []
  const open: Tag[] = []
  let elements = 0
  let endOfLast = 0
  for (const tag of scanTags(text, start)) {
    const opened = tag.kind === 'closing' ? open.pop() : tag
    if (opened?.name !== tag.name) throw mismatch(text, opened, tag)
    if (tag.kind !== 'closing' && ++elements > MAX_ELEMENTS) {
      throw new NfoError('too many elements', `The NFO has more than ${MAX_ELEMENTS} elements.`)
    }
    if (tag.kind === 'opening' && open.push(tag) > MAX_DEPTH) {
      throw new NfoError('too deep', `The NFO nests its elements more than ${MAX_DEPTH} levels deep.`)
    }
    if (open.length > 0) continue
    around.push(text.slice(endOfLast, opened.start))
    roots.push({ name: opened.name.toLowerCase(), xml: text.slice(opened.start, tag.end) })
    endOfLast = tag.end
  }
  const unclosed = open.pop()
  if (unclosed) throw notWellFormed(text, text.length, `it ends before <${unclosed.name}> is closed`)
  around.push(text.slice(endOfLast))
  return { roots, around: around.join('\n') }
}

/** Where the XML begins: at once, at the first element of an NFO when something else stands before it, or nowhere (the end). */
function startOfMarkup(text: string): number {
  const first = text.search(/\S/)
  if (/^<[A-Za-z_?!/]/.test(text.slice(first, first + 2))) return first
  return KNOWN_ROOT.exec(text)?.index ?? text.length
}

function mismatch(text: string, opened: Tag | undefined, closing: Tag): NfoError {
  const what = opened ? `<${opened.name}> is closed by </${closing.name}>` : `</${closing.name}> was never opened`
  return notWellFormed(text, closing.start, what)
}
