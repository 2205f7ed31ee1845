import { toMilliseconds } from '../define/duration.ts'
import { PermanentError } from '../define/job-error.ts'
import { worker, type Worker } from '../worker.ts'
import { sendNotification } from './args.ts'
import { sendTimeout, type NotificationAgent } from './ports.ts'

/**
 * Runs `notification`. An event for several agents becomes one job for each, so that one that fails is retried alone
 * and one that was told is never told twice.
 */
export const notificationWorker = (agents: readonly NotificationAgent[]): Worker =>
  worker(sendNotification, async ({ args: { event, agentNames }, signal, progress, insertMany }) => {
    const names = agentNames ?? agents.filter((agent) => agent.enabled && agent.takes(event)).map(({ name }) => name)
    progress({ phase: 'sending', total: names.length })
    if (agentNames?.length !== 1) {
      const inserted = await insertMany(names.map((name) => sendNotification({ event, agentNames: [name] })))
      progress({ current: names.length })
      return { agents: names, inserted: inserted.filter(({ duplicate }) => !duplicate).length }
    }
    const [name = ''] = names
    const agent = agents.find((candidate) => candidate.name === name)
    if (agent === undefined) throw new PermanentError(`There is no notification agent "${name}"; known: ${listOf(agents)}`)
    if (!agent.enabled) return { agents: [], skipped: `${name} is disabled` }
    await agent.send(event, { signal: AbortSignal.any([signal, AbortSignal.timeout(toMilliseconds(sendTimeout))]) })
    progress({ current: 1, message: name })
    return { agents: [name], sent: 1 }
  })

const listOf = (agents: readonly NotificationAgent[]): string => agents.map(({ name }) => name).join(', ') || 'none'
