import { createHash } from 'node:crypto'

/** One short text for any JSON: equal for equal values. */
export const fingerprintOf = (...values: unknown[]): string => createHash('sha1').update(JSON.stringify(values)).digest('base64')
