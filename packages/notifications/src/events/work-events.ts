import type { NotificationEvent } from '@backlot/jobs/args'
import { makeEvent } from './make-event.ts'
import type { EventLibrary } from './media-events.ts'

/** A scan of a library. */
export interface ScanNews {
  library: EventLibrary
  scanId: string
  at: Date
}

/** A scan of a library began. */
export const scanStarted = ({ library, scanId, at }: ScanNews): NotificationEvent =>
  makeEvent('scan.started', { once: [scanId], at, targetId: library.id, data: { library, scanId } })

/** A scan came to its end. `first`: it was the first of its library, whose items were not told of one by one. */
export const scanDone = ({
  library,
  scanId,
  first,
  counts,
  at,
}: ScanNews & { first: boolean; counts: Record<string, number> }): NotificationEvent =>
  makeEvent('scan.done', { once: [scanId], at, targetId: library.id, data: { library, scanId, first, counts } })

/** A scan failed for good. */
export const scanFailed = ({ library, scanId, reason, at }: ScanNews & { reason: string }): NotificationEvent =>
  makeEvent('scan.failed', { once: [scanId], at, targetId: library.id, data: { library, scanId, reason } })

/** A root folder of a library. */
export interface RootNews {
  library: EventLibrary
  rootId: string
  path: string
  at: Date
}

/** A root went offline: nothing below it is touched. Insert it when the state changes, not at each look. */
export const rootOffline = ({ library, rootId, path, reason, at }: RootNews & { reason: string }): NotificationEvent =>
  makeEvent('root.offline', { once: [rootId, at.getTime()], at, targetId: library.id, data: { library, path, reason } })

/** A root that was offline is back. */
export const rootOnline = ({ library, rootId, path, at }: RootNews): NotificationEvent =>
  makeEvent('root.online', { once: [rootId, at.getTime()], at, targetId: library.id, data: { library, path } })

/** A sync of one instance of Radarr or Sonarr, by its job. */
export interface SyncNews {
  service: 'radarr' | 'sonarr'
  instance: string
  jobId: string
  at: Date
}

/** A sync came to its end. */
export const syncDone = ({ service, instance, jobId, counts, at }: SyncNews & { counts: Record<string, number> }): NotificationEvent =>
  makeEvent('sync.done', { once: [jobId], at, data: { service, instance, jobId, counts } })

/** A sync failed for good. */
export const syncFailed = ({ service, instance, jobId, reason, at }: SyncNews & { reason: string }): NotificationEvent =>
  makeEvent('sync.failed', { once: [jobId], at, data: { service, instance, jobId, reason } })

/** A job that failed for good at an attempt. */
export interface JobNews {
  id: string
  kind: string
  attempt: number
  error: string
  at: Date
}

/** A job failed for good: no attempt follows. Those of a kind within five minutes are told as one. */
export const jobFailed = ({ id, kind, attempt, error, at }: JobNews): NotificationEvent =>
  makeEvent('job.failed', { once: [id, attempt], at, targetId: id, data: { items: [{ id, title: error }], count: 1, kind } })
