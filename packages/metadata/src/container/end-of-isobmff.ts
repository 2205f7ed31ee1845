import type { RegularFile } from '../open-regular-file.ts'
import { boxAt } from './isobmff-boxes.ts'

const MAX_BOXES = 64

/**
 * Where an MP4 or QuickTime file has to end, in bytes, going by the sizes of its outermost boxes; `undefined` when they do not say: a last
 * box without a size, or more than 64 of them, as a file in fragments has.
 */
export async function endOfIsobmff(file: RegularFile): Promise<number | undefined> {
  let position = 0
  for (let count = 0; count < MAX_BOXES && position < file.size; count++) {
    const box = await boxAt(file, position)
    if (box === undefined) return undefined
    position = box.end
  }
  return position >= file.size ? position : undefined
}
