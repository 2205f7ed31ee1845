import type { NotificationEvent } from '@backlot/jobs/args'
import { makeEvent } from './make-event.ts'

/** Something that says how well it is: `radarr main`, `disk`. */
export interface HealthNews {
  source: string
  /** Which check: what a restored one is restored of. */
  kind: string
  message: string
  at: Date
}

/** Something says that it is not well. */
export const healthProblem = ({ source, kind, message, at }: HealthNews): NotificationEvent =>
  makeEvent('health.problem', { once: [source, kind, at.getTime()], at, data: { source, kind, reason: message } })

/** What was wrong is well again. */
export const healthRestored = ({ source, kind, message, at }: HealthNews): NotificationEvent =>
  makeEvent('health.restored', { once: [source, kind, at.getTime()], at, data: { source, kind, reason: message } })

/** What was sent for: by whom, the film or series, and the release where that is said. */
export interface DownloadNews {
  source: string
  title: string | undefined
  release: string | undefined
  at: Date
}

/** Radarr or Sonarr sent for a download. */
export const downloadGrabbed = ({ source, title, release, at }: DownloadNews): NotificationEvent =>
  makeEvent('download.grabbed', {
    once: [source, release ?? title ?? '', at.getTime()],
    at,
    data: { source, ...(title !== undefined && { title }), ...(release !== undefined && { release }) },
  })

/** Somebody could not log in: as whom, and from which address. */
export interface LoginNews {
  user: string
  from: string
  at: Date
}

/** Somebody could not log in; those of a minute for one name are told as one. */
export const loginFailed = ({ user, from, at }: LoginNews): NotificationEvent =>
  makeEvent('login.failed', {
    once: [user, from, at.getTime()],
    at,
    data: { items: [{ id: from, title: `from ${from}` }], count: 1, user, from },
  })

/** A host, by its name. */
export interface HostNews {
  host: string
  version: string
  at: Date
}

/** A host started. */
export const hostStarted = ({ host, version, at }: HostNews): NotificationEvent =>
  makeEvent('host.started', { once: [host, at.getTime()], at, data: { host, version } })

/** A host stopped. */
export const hostStopped = ({ host, version, at }: HostNews): NotificationEvent =>
  makeEvent('host.stopped', { once: [host, at.getTime()], at, data: { host, version } })
