import type { Meaning } from './words/meaning.ts'

const STANDARD = new Set([
  240, 288, 320, 360, 396, 400, 404, 406, 432, 480, 528, 534, 540, 544, 576, 608, 640, 720, 900, 1080, 1440, 1600, 2160, 4320,
])

/** Reads one word as a picture size: `1080p`, `720i50`, `1080hd`, `1920x1080`. Widths decide for sizes of two numbers, as scope films are cut. */
export function readResolution(word: string): Meaning | undefined {
  const lines = /^(?:[mf]|4kto)?(\d{3,4})(p|i|hd|px|ρ|р)(?:\d{2}|hd)?$/.exec(word) ?? /^m(1080|720)$/.exec(word)
  if (lines !== null) {
    const height = Number(lines[1])
    if (height < 200 || height > 4400) return undefined
    return { field: 'resolution', value: `${height}${lines[2] === 'i' ? 'i' : 'p'}`, trust: STANDARD.has(height) ? 'sure' : 'likely' }
  }
  const size = /^(\d{3,4})[x×](\d{3,4})[pi]?$/.exec(word)
  if (size === null) return undefined
  const width = Number(size[1])
  const height = Number(size[2])
  if (width < 300 || height < 200 || width > 8200 || width / height > 3.2 || height / width > 2) return undefined
  return { field: 'resolution', value: `${sizeClass(width, height)}p`, trust: 'sure' }
}

/** The line count people call a picture by; 4:3 and scope pictures of a class differ in one of their sides. */
function sizeClass(width: number, height: number): number {
  if (width >= 7000) return 4320
  if (width >= 3000 || height >= 1900) return 2160
  if (width >= 1800) return 1080
  if (width >= 1200) return 720
  return height
}
