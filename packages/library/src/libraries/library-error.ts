const brand = Symbol.for('@backlot/library/error')

/** What a person asked of a library cannot be done; the message says why and what to do. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError'
  readonly [brand] = true
}

/** Whether a failure is a LibraryError; known by a brand, so that two copies of this package agree. */
export const isLibraryError = (value: unknown): value is LibraryError => typeof value === 'object' && value !== null && brand in value
