import { z } from 'zod'
import { text } from './lenient.ts'

/** What a server says of itself. */
export const systemStatus = z.object({ appName: text, instanceName: text, version: text })

export type SystemStatus = z.output<typeof systemStatus>

export const qualityProfiles = z.array(z.object({ id: z.int(), name: z.string() }))

export const tags = z.array(z.object({ id: z.int(), label: z.string() }))

export const rootFolders = z.array(z.object({ path: z.string().min(1) }))

/** One thing that happened. The types of events grow with the servers, so any text will do. */
export const historyRecord = z.object({
  id: z.int(),
  date: z.string(),
  eventType: z.string().catch('unknown'),
  movieId: z.int().optional().catch(undefined),
  seriesId: z.int().optional().catch(undefined),
})

export type HistoryRecord = z.output<typeof historyRecord>

/** A registered notification. What we do not read is kept, so that saving it loses nothing. */
export const notificationResource = z.looseObject({
  id: z.int().optional(),
  name: z.string().catch(''),
  implementation: z.string().catch(''),
  fields: z.array(z.looseObject({ name: z.string().catch(''), value: z.unknown() })).catch([]),
})

export type NotificationResource = z.output<typeof notificationResource>
