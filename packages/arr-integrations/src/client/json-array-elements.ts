const [quote, backslash, open, close, openArray, closeArray, comma] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c]

/**
 * The elements of a JSON array as it arrives, each as its own text: memory holds one element, not the list. Only cuts; what
 * is inside of an element is for `JSON.parse`. Throws a SyntaxError when the text is no array or ends early.
 */
export async function* jsonArrayElements(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let depth = 0
  let inString = false
  let escaped = false
  let parts: Uint8Array[] = []
  for await (const chunk of chunks) {
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
        continue
      }
      if (byte === quote) inString = true
      else if (byte === open || byte === openArray) {
        if (depth === 0) {
          if (byte === open || textOf(parts, chunk.subarray(start, at)) !== '') throw new SyntaxError('The answer is no JSON array')
          ;[parts, start] = [[], at + 1]
        }
        depth++
      } else if (byte === close || byte === closeArray || (byte === comma && depth === 1)) {
        if (byte !== comma) depth--
        if (depth > 0 && byte !== comma) continue
        const element = textOf(parts, chunk.subarray(start, at))
        ;[parts, start] = [[], at + 1]
        if (element !== '') yield element
        if (depth === 0) return
      }
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  }
  throw new SyntaxError('The answer ended in the middle')
}

const textOf = (parts: readonly Uint8Array[], last: Uint8Array): string =>
  Buffer.concat([...parts, last])
    .toString('utf8')
    .trim()
