import type { Dispatcher } from 'undici'
import { SafeFetchError } from './safe-fetch-error.ts'

/** Reads an answer's body while it comes, and breaks off as soon as it is larger than `maxBytes`, whatever its header says. */
export const readCapped = async ({ headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const tooLarge = (): SafeFetchError => new SafeFetchError('too large', `the answer is larger than ${maxBytes} bytes`)
  if (Number(headers['content-length']) > maxBytes) {
    // Without a listener, what it says about being broken off would end the process.
    body.on('error', () => {}).destroy()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
