import { crc32, deflateSync } from 'node:zlib'
import { glyph, GLYPH_HEIGHT, GLYPH_WIDTH } from './glyphs.ts'

const WIDTH = 120
const HEIGHT = 180
const SCALE = 8

/** Draws a poster as a PNG of 120×180: slanted bands in colours that follow from the title, and the title's initials. */
export function drawPoster(title: string): Uint8Array {
  const seed = crc32(title)
  const pixels = bands(seed)
  drawText(pixels, initialsOf(title))
  return png(pixels, palette(seed % 360))
}

/** One byte for each pixel: its place in the palette. */
function bands(seed: number): Uint8Array {
  const width = 12 + (seed % 20)
  const slant = ((seed >> 8) % 5) - 2
  const pixels = new Uint8Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels[y * WIDTH + x] = Math.abs(Math.floor((x * slant + y) / width)) % 3
  }
  return pixels
}

function drawText(pixels: Uint8Array, text: string): void {
  const left = Math.floor((WIDTH - (text.length * (GLYPH_WIDTH + 1) - 1) * SCALE) / 2)
  const top = Math.floor((HEIGHT - GLYPH_HEIGHT * SCALE) / 2)
  for (let place = 0; place < text.length; place++) {
    const set = glyph(text.charAt(place))
    for (let y = 0; y < GLYPH_HEIGHT * SCALE; y++) {
      for (let x = 0; x < GLYPH_WIDTH * SCALE; x++) {
        if (!set(Math.floor(x / SCALE), Math.floor(y / SCALE))) continue
        pixels[(top + y) * WIDTH + left + place * (GLYPH_WIDTH + 1) * SCALE + x] = 3
      }
    }
  }
}

/** Of one word its first three letters; only Latin ones and digits can be drawn. */
function initialsOf(title: string): string {
  const words =
    title
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .match(/[A-Z\d]+/g) ?? []
  const [only = ''] = words
  return words.length === 1
    ? only.slice(0, 3)
    : words
        .map((word) => word.slice(0, 1))
        .join('')
        .slice(0, 3)
}

/** Three dark tones of one hue, and a light one for letters. */
function palette(hue: number): number[][] {
  return [
    [0.45, 0.2],
    [0.5, 0.3],
    [0.55, 0.4],
    [0.4, 0.92],
  ].map(([saturation = 0, lightness = 0]) => rgb(hue, saturation, lightness))
}

function rgb(hue: number, saturation: number, lightness: number): number[] {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  return [0, 8, 4].map((offset) => {
    const turn = (offset + hue / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  })
}

/** A PNG with a palette, two bits for each pixel. */
function png(pixels: Uint8Array, colours: number[][]): Uint8Array {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, WIDTH)
  header.setUint32(4, HEIGHT)
  header.setUint8(8, 2)
  header.setUint8(9, 3)
  const rowBytes = WIDTH / 4
  const rows = new Uint8Array((rowBytes + 1) * HEIGHT)
  for (const [index, pixel] of pixels.entries()) {
    const x = index % WIDTH
    const at = Math.floor(index / WIDTH) * (rowBytes + 1) + 1 + (x >> 2)
    rows[at] = (rows[at] ?? 0) | (pixel << (6 - 2 * (x & 3)))
  }
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', Uint8Array.from(colours.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
