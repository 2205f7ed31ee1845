import { formatDuration, toMilliseconds, type Duration } from './duration.ts'

/**
 * What makes two jobs of a kind the same, and for how long the first keeps the second out.
 *
 * - `by`: the args that count; all of them when left out, none (`[]`: one job of the kind) when empty.
 * - `while: 'queued'`: an equal job that waits keeps it out; one that already runs does not (the new one runs after it).
 * - `while: 'exclusive'`: an equal job that waits or runs keeps it out.
 * - `period`: an equal job inserted within this time keeps it out, unless it was cancelled or discarded.
 */
export type Unique<Key extends string = string> = { by?: readonly Key[] } & (
  | { while: 'queued' | 'exclusive'; period?: never }
  | { period: Duration; while?: never }
)

/** A unique rule in the words of the table of kinds: `args, 30m`, `libraryId, exclusive`, `path, while queued`. */
export const describeUnique = (unique: Unique | undefined): string => {
  if (unique === undefined) return 'none'
  const by = unique.by === undefined ? 'args' : unique.by.join('+')
  return [by, scopeOf(unique)].filter((word) => word !== '').join(', ')
}

const scopeOf = (unique: Unique): string => {
  if (unique.period !== undefined) return formatDuration(toMilliseconds(unique.period))
  return unique.while === 'exclusive' ? 'exclusive' : 'while queued'
}
