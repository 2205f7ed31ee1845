const brand = Symbol.for('@backlot/metadata/image-error')

/** Bytes that are no picture that is taken. It stays so until the file changes; the message is for the person whose file it is. */
export class ImageError extends Error {
  override readonly name = 'ImageError'
  readonly [brand] = true
}

/** Whether a failure is about what a picture's bytes are; known by a brand. */
export const isImageError = (value: unknown): value is ImageError => typeof value === 'object' && value !== null && brand in value
