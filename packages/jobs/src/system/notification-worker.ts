import { toMilliseconds } from '../define/duration.ts'
import { PermanentError } from '../define/job-error.ts'
import { worker, type Worker } from '../worker.ts'
import { sendNotification, type NotificationEvent } from './args.ts'
import { sendTimeout, type GatherEvents, type NotificationAgent } from './ports.ts'

/**
 * Runs `notification`. An event for several agents becomes one job for each, so that one that fails is retried alone
 * and one that was told is never told twice. An event that `gather` puts aside is told later, in a digest.
 */
export const notificationWorker = (agents: readonly NotificationAgent[], gather: GatherEvents = tellAtOnce): Worker =>
  worker(sendNotification, async ({ args, attempt, maxAttempts, signal, progress, insert, insertMany }) => {
    const { agentNames } = args
    const event = agentNames === undefined ? await gather(args.event, { insert }) : args.event
    if (event === undefined) return { gathered: true }
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
    const limited = AbortSignal.any([signal, AbortSignal.timeout(toMilliseconds(sendTimeout))])
    const decision = await agent.send(event, { signal: limited, attempt, maxAttempts })
    if (decision !== undefined) return decision
    progress({ current: 1, message: name })
    return { agents: [name], sent: 1 }
  })

const tellAtOnce = async (event: NotificationEvent): Promise<NotificationEvent> => await Promise.resolve(event)

const listOf = (agents: readonly NotificationAgent[]): string => agents.map(({ name }) => name).join(', ') || 'none'
