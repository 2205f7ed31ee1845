import { PermanentError } from '@backlot/jobs'

/** A picture in shades of gray: one byte a pixel, row by row. */
export interface GrayPicture {
  width: number
  height: number
  pixels: Uint8Array
}

/** Reads a binary PGM (`P5 width height 255`, then the bytes). Throws a PermanentError for anything else: no retry makes it a picture. */
export const readPicture = (file: Uint8Array): GrayPicture => {
  const [header = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(file.subarray(0, 64)).toString('latin1')) ?? []
  const picture = { width: Number(width), height: Number(height), pixels: file.subarray(header.length) }
  if (header === '' || picture.pixels.length < picture.width * picture.height)
    throw new PermanentError('The file is not a whole PGM picture')
  return picture
}

/** Writes a picture as a binary PGM. */
export const writePicture = ({ width, height, pixels }: GrayPicture): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels])

/** One row of a picture that is made `width` wide: each pixel is the mean of the square that it stands for. */
export const shrinkRow = ({ width: from, height, pixels }: GrayPicture, row: number, width: number): Uint8Array => {
  const side = from / width
  const means = Array.from({ length: width }, (_, column) => {
    let sum = 0
    let count = 0
    for (let y = Math.floor(row * side); y < Math.min(height, Math.ceil((row + 1) * side)); y++) {
      for (let x = Math.floor(column * side); x < Math.min(from, Math.ceil((column + 1) * side)); x++) {
        sum += pixels[y * from + x] ?? 0
        count++
      }
    }
    return Math.round(sum / Math.max(1, count))
  })
  return Uint8Array.from(means)
}
