/** A job system in the bench. What differs between systems is in here, so that one measure fits all. */
export interface Contestant {
  name: string
  /** It looks for jobs only every few seconds: a few samples of its latency say it all. */
  polls?: boolean
  /** Opens it on an empty store of its own; nothing runs jobs yet. */
  open(): Promise<Arena>
}

/** A store of jobs with, once it is started, handlers that do nothing. */
export interface Arena {
  /** Stores so many empty jobs, a thousand in one call. */
  insertMany(count: number): Promise<void>
  /** Stores one empty job. */
  insertOne(): Promise<void>
  /** Brings the store to rest after many inserts. */
  settle(): Promise<void>
  /** Starts the handlers, 53 jobs at a time; `onStart` hears of each job that starts. */
  start(onStart: () => void): Promise<void>
  /** How many jobs were finished, as the store itself counts them. */
  countDone(): Promise<number>
  /** How many jobs are stored and not finished. */
  countWaiting(): Promise<number>
  /** The process whose children do the store's work, for their share of the processor. */
  storePid: number
  /** Stops the handlers and drops the store. */
  close(): Promise<void>
}

/** Jobs at a time: the sum of Backlot's default slots, and what every peer is given. */
export const jobsAtATime = 53

/** Jobs in one call of a bulk insert. */
const insertBatch = 1_000

/** Calls `insert` with sizes that make up `count`, one after the other. */
export const inBatches = async (count: number, insert: (size: number) => Promise<unknown>): Promise<void> => {
  for (let left = count; left > 0; left -= insertBatch) await insert(Math.min(left, insertBatch))
}
