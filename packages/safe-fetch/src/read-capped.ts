import type { IncomingMessage } from 'node:http'
import { SafeFetchError } from './safe-fetch-error.ts'

/** Reads an answer's body while it comes, and breaks off as soon as it is larger than `maxBytes`, whatever its header says. */
export const readCapped = async (answer: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const tooLarge = (): SafeFetchError => new SafeFetchError('too large', `the answer is larger than ${maxBytes} bytes`)
  if (Number(answer.headers['content-length']) > maxBytes) {
    breakOff(answer)
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Closes the connection of an answer whose body nobody wants. What that says about itself would without a listener end the process. */
export const breakOff = (answer: IncomingMessage): void => void answer.on('error', () => {}).destroy()
