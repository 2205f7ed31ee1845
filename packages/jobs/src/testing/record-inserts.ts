import type { Insert, InsertMany, InsertOptions } from '../client/client.ts'
import { createId } from '../create-id.ts'
import { systemClock } from '../clock.ts'
import type { JobRequest } from '../define/define-job.ts'

/** What a handler inserted. */
export interface RecordedInsert {
  kind: string
  args: unknown
  /** True when it was made part of a transaction. */
  inTransaction: boolean
}

/** An insert that stores nothing and remembers everything. */
export interface InsertRecorder {
  inserted: RecordedInsert[]
  insert: Insert
  insertMany: InsertMany
}

/** Makes inserts for a test of a worker: requests go through JSON and their schema, as in life; nothing is a duplicate. */
export const recordInserts = (): InsertRecorder => {
  const inserted: RecordedInsert[] = []
  const record = (request: JobRequest, options: InsertOptions = {}) => {
    const { kind, definition } = request
    const args = definition.parse(JSON.parse(JSON.stringify(request.args)))
    inserted.push({ kind, args, inTransaction: options.tx !== undefined })
    return { id: createId(systemClock.now()), kind, queue: definition.queue, duplicate: false }
  }
  return {
    inserted,
    insert: async (request, options) => await Promise.resolve(record(request, options)),
    insertMany: async (requests, options) => await Promise.resolve(requests.map((request) => record(request, options))),
  }
}
