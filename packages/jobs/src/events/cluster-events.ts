import type { Logger } from '../log.ts'
import { notify } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { ClusterEvent, EventBus, JobEvent } from './event-bus.ts'

/** Events of all hosts, for the hosts whose subscribers ask for them. */
export interface ClusterEvents {
  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: ClusterEvent) => void): () => void
  /** What another host sent. */
  receive(from: string, events: readonly JobEvent[]): void
  /** Renews what this host asks for, and learns whether others ask. */
  keep(): Promise<void>
  stop(): Promise<void>
}

/** Postgres takes up to 8,000 bytes a NOTIFY. */
const mostBytes = 7_000

/** Events are gathered so long before they are sent. */
const gatherMs = 50

/** More than this in one gathering are not sent: whoever watches that many reads the lists. */
const mostEvents = 500

/** A subscription that is not renewed is forgotten after this. */
const leaseSeconds = 15

/** Makes the cluster side of a host's events. Nothing is sent while nobody asks. */
export const createClusterEvents = (storage: Storage, local: EventBus, { id, logger }: { id: string; logger: Logger }): ClusterEvents => {
  const listeners = new Set<(event: ClusterEvent) => void>()
  let othersAsk = false
  const gathered: JobEvent[] = []
  let timer: unknown

  const send = async (): Promise<void> => {
    timer = undefined
    const events = gathered.splice(0).slice(0, mostEvents)
    for (const chunk of chunksOf(events)) await notify(storage, { type: 'events', from: id, events: chunk })
  }
  const unsubscribeLocal = local.subscribe((event) => {
    for (const listener of listeners) listener({ ...event, host: id })
    if (!othersAsk) return
    gathered.push(event)
    timer ??= storage.clock.setTimeout(() => {
      send().catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not send events to other hosts'))
    }, gatherMs)
  })
  const ask = async (): Promise<void> => {
    await storage.executeSql(
      `insert into backlot_jobs.event_subscribers (host, until) values ($1, now() + $2 * interval '1 s')
       on conflict (host) do update set until = excluded.until`,
      [id, leaseSeconds],
    )
  }
  const keep = async (): Promise<void> => {
    if (listeners.size > 0) await ask()
    const { rows } = await storage.executeSql('select from backlot_jobs.event_subscribers where host <> $1 and until > now() limit 1', [id])
    othersAsk = rows.length > 0
  }
  return {
    keep,
    subscribe: (listener) => {
      listeners.add(listener)
      ask()
        .then(async () => await notify(storage, { type: 'subscribers' }))
        .catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not ask other hosts for their events; trying again'))
      return () => listeners.delete(listener)
    },
    receive: (from, events) => {
      if (from === id) return
      for (const event of events) for (const listener of listeners) listener({ ...event, host: from })
    },
    stop: async () => {
      unsubscribeLocal()
      storage.clock.clearTimeout(timer)
      await storage.executeSql('delete from backlot_jobs.event_subscribers where host = $1', [id]).catch(() => undefined)
    },
  }
}

const chunksOf = (events: readonly JobEvent[]): JobEvent[][] => {
  const chunks: JobEvent[][] = []
  let bytes = mostBytes
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1
    if (size > mostBytes) continue
    if (bytes + size > mostBytes) {
      chunks.push([])
      bytes = 0
    }
    chunks.at(-1)?.push(event)
    bytes += size
  }
  return chunks
}
