import type { ParsedPath } from './parsed-name.ts'

/** What a path says, in the form to store: without what it does not say, and without the reasons. */
export const factsOf = (parsed: ParsedPath): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(parsed).filter(([field, value]) => field !== 'reasons' && !(Array.isArray(value) && value.length === 0)),
  )
