import { listDeliveries, type Agent, type NotificationsDatabase } from '@backlot/notifications'
import type { Kysely } from 'kysely'
import { didYouMean } from '../config/did-you-mean.ts'
import type { NotificationService } from '../http/notification-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { withoutNulls } from '../media/without-nulls.ts'

/** A test that takes longer has failed. */
const testTimeoutMs = 30_000

/** Agents and their delivery log, for the API. */
export const createNotificationService = (db: Kysely<NotificationsDatabase>, agents: readonly Agent[]): NotificationService => ({
  agents: async () =>
    await Promise.all(
      agents.map(async ({ name, type, enabled, target, events, rateLimit }) => {
        const [last] = (await listDeliveries(db, { agent: name }, { limit: 1 })).deliveries
        return {
          name,
          type,
          enabled,
          target,
          rateLimit,
          ...(events === undefined ? {} : { events: [...events] }),
          ...(last === undefined
            ? {}
            : { last: { state: last.state, at: last.updatedAt.toISOString(), ...withoutNulls({ reason: last.reason }) } }),
        }
      }),
    ),
  test: async (name) => {
    const agent = agents.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    if (agent === undefined) throw notFound(unknownAgent(name, agents))
    await agent.test({ signal: AbortSignal.timeout(testTimeoutMs) }).catch((cause: unknown) => {
      throw new ProblemError(422, cause instanceof Error ? cause.message : String(cause), [], { cause })
    })
  },
  deliveries: async ({ cursor, limit, since, ...filter }) => {
    const { deliveries, next } = await listDeliveries(
      db,
      { ...filter, since: since === undefined ? undefined : new Date(since) },
      { cursor, limit },
    )
    return {
      deliveries: deliveries.map(({ reason, createdAt, updatedAt, ...delivery }) => ({
        ...delivery,
        ...withoutNulls({ reason }),
        createdAt: createdAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      })),
      ...(next === undefined ? {} : { next }),
    }
  },
})

const unknownAgent = (name: string, agents: readonly Agent[]): string => {
  const names = agents.map((agent) => agent.name)
  const hint =
    names.length === 0 ? 'None is configured; see notifications.agents' : didYouMean(name, names) || `Known are ${names.join(', ')}`
  return `There is no notification agent "${name}". ${hint}`
}
