import type { RegularFile } from '../open-regular-file.ts'

const MAX_BOXES = 64

/**
 * Where an MP4 or QuickTime file has to end, in bytes, going by the sizes of its outermost boxes; `undefined` when they do not say: a last
 * box without a size, or more than 64 of them, as a file in fragments has.
 */
export async function endOfIsobmff(file: RegularFile): Promise<number | undefined> {
  let position = 0
  for (let box = 0; box < MAX_BOXES && position < file.size; box++) {
    const size = await boxSize(file, position)
    if (size === undefined) return undefined
    position += size
  }
  return position >= file.size ? position : undefined
}

async function boxSize({ handle }: RegularFile, position: number): Promise<number | undefined> {
  const header = new DataView(new ArrayBuffer(16))
  const { bytesRead } = await handle.read(header, 0, 16, position)
  if (bytesRead < 8) return undefined
  const short = header.getUint32(0)
  if (short !== 1) return short >= 8 ? short : undefined
  const long = header.getBigUint64(8)
  return bytesRead === 16 && long >= 16n && long <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(long) : undefined
}
