import { NfoError } from './nfo-error.ts'

/** One tag of a text, with the places of its `<` and of what follows its `>`. */
export interface Tag {
  kind: 'opening' | 'closing' | 'empty'
  name: string
  start: number
  end: number
}

const MARKUP = /<(?:!--|!\[CDATA\[|!|\?|\/|(?=[A-Za-z_]))/g
const SKIPPED: Readonly<Record<string, { end: string; what: string }>> = {
  '<!--': { end: '-->', what: 'a comment' },
  '<![CDATA[': { end: ']]>', what: 'a CDATA section' },
  '<?': { end: '?>', what: 'a processing instruction' },
}
// Quoted values may hold `>`. The alternatives begin with different characters, and nothing follows that could make it try again.
const INSIDE_TAG = /(?:[^<>"']+|"[^"<]*"|'[^'<]*')*/y
const CLOSING_TAG = /([^\s<>/]+)\s*>/y
const NAME = /[^\s/>]+/y

/**
 * Goes through the tags of a text in order, past comments, CDATA sections and processing instructions, in one pass whose time grows with
 * the length only. Refuses every declaration (`<!DOCTYPE`, `<!ENTITY`) and markup that does not end, with an {@link NfoError}.
 * Whether the tags match each other is not looked at.
 */
export function* scanTags(text: string, from: number): Generator<Tag> {
  let position = from
  for (;;) {
    MARKUP.lastIndex = position
    const found = MARKUP.exec(text)
    if (!found) return
    const start = found.index
    if (found[0] === '<!') throw refusedDeclaration()
    const skipped = SKIPPED[found[0]]
    if (skipped) {
      position = endOf(text, start, skipped)
      continue
    }
    const tag = found[0] === '</' ? closingTag(text, start) : openingTag(text, start)
    yield tag
    position = tag.end
  }
}

/** The error for a DOCTYPE: what it would declare is never needed in an NFO, and is the way XML is attacked. */
export function refusedDeclaration(): NfoError {
  return new NfoError('doctype', 'The NFO holds a DOCTYPE or entity declaration, which is refused; remove it.')
}

/** The error for text that is not XML, with the line it is about. */
export function notWellFormed(text: string, at: number, what: string): NfoError {
  const line = text.slice(0, at).split('\n').length
  return new NfoError('not well-formed', `The NFO is not well-formed XML: ${what} (line ${line}).`)
}

function endOf(text: string, start: number, { end, what }: { end: string; what: string }): number {
  const at = text.indexOf(end, start)
  if (at === -1) throw notWellFormed(text, start, `${what} does not end`)
  return at + end.length
}

function closingTag(text: string, start: number): Tag {
  CLOSING_TAG.lastIndex = start + 2
  const found = CLOSING_TAG.exec(text)
  if (!found) throw notWellFormed(text, start, 'a closing tag does not end')
  return { kind: 'closing', name: found[1] ?? '', start, end: CLOSING_TAG.lastIndex }
}

function openingTag(text: string, start: number): Tag {
  INSIDE_TAG.lastIndex = start + 1
  INSIDE_TAG.exec(text)
  const close = INSIDE_TAG.lastIndex
  if (text[close] !== '>') throw notWellFormed(text, start, 'a tag does not end')
  NAME.lastIndex = start + 1
  const name = NAME.exec(text)?.[0] ?? ''
  return { kind: text[close - 1] === '/' ? 'empty' : 'opening', name, start, end: close + 1 }
}
