import { z } from 'zod'

/** A library, as events name it. */
const libraryData = z.object({ id: z.string(), name: z.string() })

/** An item of an event about media. */
const itemData = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number().optional(),
  /** Of an episode: its number in the season. */
  number: z.number().optional(),
})

/** What an event carries beside its type; every field can be missing, so that events of other versions can still be told. */
export const eventData = z.looseObject({
  /** The first of the items that the event is about. */
  items: z.array(itemData).optional(),
  /** How many items it is about. */
  count: z.number().optional(),
  library: libraryData.optional(),
  series: z.object({ id: z.string(), title: z.string() }).optional(),
  season: z.number().optional(),
  scanId: z.string().optional(),
  /** Of a scan: whether it was the first of its library. */
  first: z.boolean().optional(),
  /** Counts of a scan or a sync, by what was counted. */
  counts: z.record(z.string(), z.number()).optional(),
  reason: z.string().optional(),
  path: z.string().optional(),
  service: z.string().optional(),
  instance: z.string().optional(),
  jobId: z.string().optional(),
  kind: z.string().optional(),
  source: z.string().optional(),
  title: z.string().optional(),
  release: z.string().optional(),
  user: z.string().optional(),
  from: z.string().optional(),
  host: z.string().optional(),
  version: z.string().optional(),
})

/** What an event carries beside its type. */
export type EventData = z.output<typeof eventData>

/** The data of an event, as far as it is known; nothing where it cannot be read. */
export const readEventData = (data: unknown): EventData => {
  const read = eventData.safeParse(data ?? {})
  return read.success ? read.data : {}
}

/** More items than this are counted and not named: an event is stored with its job. */
export const mostItems = 50
