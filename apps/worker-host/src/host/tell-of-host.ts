import { hostname } from 'node:os'
import { isFinalState, type Client, type Logger } from '@backlot/jobs'
import type { NotificationEvent } from '@backlot/jobs/args'
import type { NotificationAgent } from '@backlot/jobs/system'
import { hostStarted, hostStopped, sendNotification } from '@backlot/notifications/args'
import { hostVersion } from '../host-version.ts'

/** Tells that this host started and stops. */
export interface HostTeller {
  started: () => Promise<void>
  /** Waits a moment for the message to go out: once the host has stopped, only another host could send it. */
  stopping: () => Promise<void>
}

const patienceMs = 3_000

/** Tells those agents that want to hear of the host; nobody else costs anything. */
export const tellOfHost = (client: Pick<Client, 'insert' | 'jobGet'>, agents: readonly NotificationAgent[], logger: Logger): HostTeller => {
  const tell = async (event: NotificationEvent): Promise<string[]> => {
    const names = agents.filter((agent) => agent.enabled && agent.takes(event)).map(({ name }) => name)
    const inserted = await Promise.all(names.map(async (name) => await client.insert(sendNotification({ event, agentNames: [name] }))))
    return inserted.map(({ id }) => id)
  }
  const news = () => ({ host: hostname(), version: hostVersion, at: new Date() })
  const guarded = async (work: () => Promise<unknown>): Promise<void> =>
    void (await work().catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not tell of the start or the stop')))
  return {
    started: async () => await guarded(async () => await tell(hostStarted(news()))),
    stopping: async () =>
      await guarded(async () => {
        const waiting = new Set(await tell(hostStopped(news())))
        for (const end = Date.now() + patienceMs; waiting.size > 0 && Date.now() < end;) {
          for (const id of waiting) {
            const job = await client.jobGet(id)
            if (job === undefined || isFinalState(job.state)) waiting.delete(id)
          }
          if (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }),
  }
}
