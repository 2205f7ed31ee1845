import { NfoError } from './nfo-error.ts'

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

// Characters that XML does not allow, of which a database refuses NUL. Tab, line feed and carriage return are allowed.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/**
 * Replaces XML's five predefined entities and numeric character references, once: what comes out is never decoded again.
 * A lone `&`, as in a link that was pasted in, stays as it is. Any other named entity throws an {@link NfoError}.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][\w.-]{0,40}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name === undefined) return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
      const value = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined
      if (value !== undefined) return value
      throw new NfoError('entity', `The NFO uses the entity ${whole}, which XML does not know; write the character itself.`)
    },
  )
}

/** Leaves out what no text may hold: control characters, NUL first of all, and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, '').toWellFormed()
}

function character(codePoint: number): string {
  return codePoint > 0x10ffff ? '' : String.fromCodePoint(codePoint)
}
