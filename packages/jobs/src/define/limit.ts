/**
 * How many jobs may run at a time in the whole cluster, whatever the slots of its queues.
 *
 * - `max`: so many at a time, of the kind.
 * - `by`: so many for each value of these args (one scan for each library: `{ max: 1, by: ['libraryId'] }`).
 * - `name`: kinds that name the same limit share it (all that call one provider).
 */
export interface Limit<Key extends string = string> {
  max: number
  by?: readonly Key[]
  name?: string
}

/** What a job counts against: the limit's name, and the args that it is by. */
export const limitKey = (kind: string, args: Record<string, unknown>, { by = [], name = kind }: Limit): string =>
  by.length === 0 ? name : `${name} ${JSON.stringify(by.map((key) => args[key] ?? null))}`
