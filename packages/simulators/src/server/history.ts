import type { Hono } from 'hono'

/** One thing that happened, as `/api/v3/history` tells of it. */
export interface HistoryRecord {
  id: number
  eventType: string
  date: string
  [field: string]: unknown
}

/** What happened in a server. */
export interface History {
  readonly all: readonly HistoryRecord[]
  add(record: { eventType: string; [field: string]: unknown }): void
  /** A movie's or series' history goes with it. */
  forget(field: string, id: number): void
}

/** Answers `/api/v3/history/since`: a full date-time is needed, records come newest first. */
export const serveHistory = (app: Hono, now: () => number): History => {
  const all: HistoryRecord[] = []
  let lastId = 0
  app.get('/api/v3/history/since', (context) => {
    const date = context.req.query('date') ?? ''
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(date)) return context.json({ message: `The value '${date}' is not valid for date` }, 400)
    return context.json(all.filter((record) => Date.parse(record.date) >= Date.parse(date)).toReversed())
  })
  return {
    all,
    add: (record) => void all.push({ ...record, id: ++lastId, date: new Date(now()).toISOString() }),
    forget: (field, id) => void all.splice(0, all.length, ...all.filter((record) => record[field] !== id)),
  }
}
