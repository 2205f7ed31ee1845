import type { NotificationEvent } from '@backlot/jobs/args'
import { readEventData, type EventData } from '../events/event-data.ts'
import type { EventType } from '../events/event-types.ts'
import { oneLine } from './cut-text.ts'
import { describeMedia } from './describe-media.ts'
import type { Message } from './message.ts'
import { itemLines, type Words } from './words.ts'

/** An event in words; one of a type that this version does not know is told by its type. */
export const describeEvent = (event: NotificationEvent): Message => {
  const { title, lines, level } = wordsOf(event.type as EventType, readEventData(event.data))
  return { title: oneLine(title), body: lines.map(oneLine).join('\n'), level, event }
}

const wordsOf = (type: EventType, data: EventData): Words => {
  const { library, reason = '', path = '', counts, source = '', count = 1, kind = '', user = '', host = '', version = '' } = data
  const name = library?.name ?? 'the library'
  const service = `${data.service === 'sonarr' ? 'Sonarr' : 'Radarr'} "${data.instance ?? ''}"`
  switch (type) {
    case 'scan.started':
      return { title: `Scanning ${name}`, lines: [], level: 'info' }
    case 'scan.done':
      return { title: data.first === true ? `${name} is ready` : `${name} was scanned`, lines: countLines(counts), level: 'success' }
    case 'scan.failed':
      return { title: `The scan of ${name} failed`, lines: [reason], level: 'error' }
    case 'root.offline':
      return { title: `${name}: a folder is offline`, lines: [path, reason], level: 'error' }
    case 'root.online':
      return { title: `${name}: a folder is back`, lines: [path], level: 'success' }
    case 'sync.done':
      return { title: `${service} was synced`, lines: countLines(counts), level: 'success' }
    case 'sync.failed':
      return { title: `Syncing ${service} failed`, lines: [reason], level: 'error' }
    case 'download.grabbed':
      return { title: `${source} sent for ${data.title ?? 'a download'}`, lines: [data.release ?? ''], level: 'info' }
    case 'job.failed':
      return { title: `${count === 1 ? 'A job' : `${count} jobs`} of ${kind} failed for good`, lines: itemLines(data), level: 'error' }
    case 'health.problem':
      return { title: `${source} is not well`, lines: [reason], level: 'warning' }
    case 'health.restored':
      return { title: `${source} is well again`, lines: [reason], level: 'success' }
    case 'login.failed':
      return { title: `${count === 1 ? 'A login' : `${count} logins`} as ${user} failed`, lines: itemLines(data), level: 'warning' }
    case 'host.started':
      return { title: `Backlot started on ${host}`, lines: [`Version ${version}`], level: 'info' }
    case 'host.stopped':
      return { title: `Backlot stopped on ${host}`, lines: [], level: 'info' }
    default:
      return describeMedia(type, data)
  }
}

const countLines = (counts: EventData['counts']): string[] =>
  Object.entries(counts ?? {}).map(([what, number]) => `${number.toLocaleString('en')} ${what}`)
