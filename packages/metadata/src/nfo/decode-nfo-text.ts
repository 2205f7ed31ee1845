import { NfoError } from './nfo-error.ts'

/** The largest NFO that is read, in bytes. Real ones are 2 to 100 KB; more is a mistake or an attack. */
export const MAX_NFO_BYTES = 1024 * 1024

/**
 * Turns the bytes of an NFO into text. Takes, in this order, the word of a byte order mark, the look of UTF-16 without one, the encoding
 * that the XML declaration names, UTF-8, and at last Windows-1252, which old tools wrote without saying so. Text is passed through.
 * Throws an {@link NfoError} when it is empty or larger than {@link MAX_NFO_BYTES}.
 */
export function decodeNfoText(content: Uint8Array | string): string {
  if (content.length > MAX_NFO_BYTES) {
    throw new NfoError('too large', `The NFO is larger than ${MAX_NFO_BYTES / 1024} KB; an NFO holds a few kilobytes of text.`)
  }
  const text = typeof content === 'string' ? content.replace(/^\uFEFF/, '') : decodeBytes(content)
  if (text.trim() === '') throw new NfoError('empty', 'The NFO is empty.')
  return text
}

function decodeBytes(bytes: Uint8Array): string {
  const utf16 = utf16Label(bytes)
  if (utf16) return new TextDecoder(utf16).decode(bytes)
  const declared = declaredDecoder(bytes)
  if (declared) return declared.decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function utf16Label(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return undefined
}

function declaredDecoder(bytes: Uint8Array): InstanceType<typeof TextDecoder> | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const label = /<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(start)?.[1]?.toLowerCase()
  // A file whose first bytes read as ASCII is not UTF-16, whatever its declaration (copied along in a conversion) says.
  if (label === undefined || label === 'utf-8' || label.startsWith('utf-16')) return undefined
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
