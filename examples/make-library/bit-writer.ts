/** Collects bits, first bit first, as video and sound formats write their headers. */
export interface BitWriter {
  /** A number of `length` bits, or a flag of one. */
  bits(value: number, length?: number): BitWriter
  /** An unsigned Exp-Golomb code (H.264's `ue(v)`). */
  unsigned(value: number): BitWriter
  /** The bits so far, filled up with zeros to whole bytes. */
  bytes(): Uint8Array
}

/** An empty {@link BitWriter}. */
export function createBitWriter(): BitWriter {
  const written: number[] = []
  const writer: BitWriter = {
    bits(value, length = 1) {
      for (let shift = length - 1; shift >= 0; shift--) written.push(Math.floor(value / 2 ** shift) % 2)
      return writer
    },
    unsigned(value) {
      const length = Math.floor(Math.log2(value + 1))
      return writer.bits(0, length).bits(value + 1, length + 1)
    },
    bytes() {
      const bytes = new Uint8Array(Math.ceil(written.length / 8))
      written.forEach((bit, index) => (bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (7 - (index & 7)))))
      return bytes
    },
  }
  return writer
}
