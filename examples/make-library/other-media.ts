/** An AVI with one uncompressed frame of 16×16 pixels, for a container that is recognised and not looked into. */
export function aviBytes(): Uint8Array {
  const size = 16
  const frame = Buffer.alloc(size * size * 3, 0x80)
  const mainHeader = numbers([40_000, 0, 0, 0x10, 1, 0, 1, frame.length, size, size, 0, 0, 0, 0])
  const streamHeader = Buffer.concat([ascii('vidsDIB '), numbers([0, 0, 0, 1, 25, 0, 1, frame.length, 0xffffffff, 0]), numbers([0, 0])])
  const format = Buffer.concat([numbers([40, size, size]), Buffer.from([1, 0, 24, 0]), numbers([0, frame.length, 0, 0, 0, 0])])
  const stream = list('strl', [chunk('strh', streamHeader), chunk('strf', format)])
  const header = list('hdrl', [chunk('avih', mainHeader), stream])
  const index = chunk('idx1', Buffer.concat([ascii('00db'), numbers([0x10, 4, frame.length])]))
  const body = Buffer.concat([ascii('AVI '), header, list('movi', [chunk('00db', frame)]), index])
  return chunk('RIFF', body)
}

/** A DVD's VOB of one sector: the pack header and padding, no picture. */
export function vobBytes(): Uint8Array {
  const pack = Buffer.from([0, 0, 1, 0xba, 0x44, 0, 4, 0, 4, 1, 1, 0x89, 0xc3, 0xf8])
  const padding = Buffer.alloc(2048 - pack.length, 0xff)
  padding.set([0, 0, 1, 0xbe])
  padding.writeUInt16BE(padding.length - 6, 4)
  return Buffer.concat([pack, padding])
}

/** A DVD's table of contents, which says no more than what it is. */
export function ifoBytes(kind: 'VMG' | 'VTS'): Uint8Array {
  const bytes = Buffer.alloc(2048)
  bytes.write(`DVDVIDEO-${kind}`, 'latin1')
  return bytes
}

/** Begins like any Matroska file, announces a megabyte, and goes on with noise that ends too early. */
export function brokenMatroska(real: Uint8Array): Uint8Array {
  const segment = Buffer.from(real).indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67]))
  const header = real.subarray(0, segment + 4)
  const size = Buffer.from([0x08, 0, 0x10, 0, 0])
  const noise = Buffer.alloc(1500)
  let state = 1
  for (let at = 0; at < noise.length; at++) {
    state = (state * 48_271) % 0x7fffffff
    noise[at] = state & 0xff
  }
  return Buffer.concat([header, size, noise])
}

function chunk(name: string, data: Uint8Array): Buffer {
  return Buffer.concat([ascii(name), numbers([data.length]), data])
}

function list(name: string, chunks: Uint8Array[]): Buffer {
  return chunk('LIST', Buffer.concat([ascii(name), ...chunks]))
}

function numbers(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
