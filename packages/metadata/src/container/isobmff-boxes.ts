import type { RegularFile } from '../open-regular-file.ts'

/** A box of an MP4 or QuickTime file: where its content lies in the file. */
export interface IsobmffBox {
  type: string
  start: number
  /** May lie behind the end of the file. */
  end: number
}

/** The box at a place; undefined where none can be, or it does not say how long it is. */
export async function boxAt({ handle }: RegularFile, position: number): Promise<IsobmffBox | undefined> {
  const header = new DataView(new ArrayBuffer(16))
  const { bytesRead } = await handle.read(header, 0, 16, position)
  if (bytesRead < 8) return undefined
  const type = String.fromCharCode(...new Uint8Array(header.buffer, 4, 4))
  const short = header.getUint32(0)
  if (short !== 1) return short >= 8 ? { type, start: position + 8, end: position + short } : undefined
  const long = header.getBigUint64(8)
  if (bytesRead < 16 || long < 16n || long > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { type, start: position + 16, end: position + Number(long) }
}

/** Steps through boxes, reading sixteen bytes of each; stops after `most`, whatever the file says. */
export async function* boxesIn(
  file: RegularFile,
  { start, end }: { start: number; end: number },
  most = 64,
): AsyncGenerator<IsobmffBox, undefined> {
  let position = start
  for (let count = 0; count < most && position + 8 <= Math.min(end, file.size); count++) {
    const box = await boxAt(file, position)
    if (!box) return undefined
    yield box
    position = box.end
  }
  return undefined
}

/** The content of a small box, at most so many bytes of it. */
export async function contentOf({ handle }: RegularFile, { start, end }: IsobmffBox, most: number): Promise<DataView<ArrayBuffer>> {
  const content = new Uint8Array(Math.max(0, Math.min(end - start, most)))
  const { bytesRead } = await handle.read(content, 0, content.length, start)
  return new DataView(content.buffer, 0, bytesRead)
}
