import type { JobEvent } from '../events/event-bus.ts'
import { arrayLiteral } from './array-literal.ts'
import { channel } from './open-storage.ts'
import type { SqlExecutor } from './transaction.ts'

/** What processes tell each other, beside pg-boss's own wakes. Always a hint: whoever misses one finds out by polling. */
export type Message =
  | { type: 'cancel'; ids: string[] }
  /** A job of the queue becomes due after so many milliseconds. */
  | { type: 'due'; queue: string; inMs: number }
  /** Something was paused, resumed or resized. */
  | { type: 'queues' }
  | { type: 'schedules' }
  /** A host asks for the events of all. */
  | { type: 'subscribers' }
  | { type: 'events'; from: string; events: JobEvent[] }

/** Tells every process; inside a transaction, at its commit. */
export const notify = async (db: SqlExecutor, message: Message): Promise<void> => {
  await db.executeSql('select pg_notify($1, $2)', [channel, payloadOf(message)])
}

/** A message as it is sent; a queue that has work is told of by its name alone. */
export const payloadOf = (message: Message): string => JSON.stringify(message)

/** Wakes the workers of a queue everywhere. */
export const notifyQueue = async (db: SqlExecutor, queue: string): Promise<void> => {
  await db.executeSql('select pg_notify($1, $2)', [channel, queue])
}

/** Wakes the workers of several queues everywhere. */
export const notifyQueues = async (db: SqlExecutor, queues: ReadonlySet<string>): Promise<void> => {
  if (queues.size === 0) return
  await db.executeSql('select pg_notify($1, queue) from unnest($2::text[]) as q (queue)', [channel, arrayLiteral([...queues])])
}

/** Reads a payload: one of our messages, or else the name of a queue that has work. */
export const readPayload = (payload: string): Message | { type: 'wake'; queue: string } =>
  payload.startsWith('{') ? (JSON.parse(payload) as Message) : { type: 'wake', queue: payload }
