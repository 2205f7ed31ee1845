import { createHash, randomUUID } from 'node:crypto'
import { isPermanentError, isRetryAfterError, PermanentError, RetryAfterError, snooze, systemClock, type Logger } from '@backlot/jobs'
import type { NotificationAgent } from '@backlot/jobs/system'
import type { Kysely } from 'kysely'
import { beginDelivery } from '../deliveries/begin-delivery.ts'
import { endDelivery, type EndedDelivery } from '../deliveries/end-delivery.ts'
import type { NotificationsDatabase } from '../notifications-database.ts'
import { describeEvent } from '../templates/describe-event.ts'
import { agentSecrets, withoutSecrets } from './agent-secrets.ts'
import type { AgentSettings } from './agent-settings.ts'
import type { Receiver } from './receiver.ts'
import { takesEvent } from './takes-event.ts'

/** Somebody who is told of events: what the core asks of one, and what people ask. */
export interface Agent extends NotificationAgent {
  readonly type: AgentSettings['type']
  /** Where messages go, without a secret. */
  readonly target: string
  /** The filters; undefined: what is worth a message to most. */
  readonly events: readonly string[] | undefined
  readonly rateLimit: AgentSettings['rateLimit']
  /** Sends a message that says that it works; notes it in the delivery log. Rejects with why it was not taken. */
  test(options: { signal: AbortSignal }): Promise<void>
}

/** What an agent keeps its log in, and complains to. */
export interface AgentDeps {
  db: Kysely<NotificationsDatabase>
  logger: Logger
}

/** Makes an agent of its settings and of how its receiver is reached. */
export const createAgent = (settings: AgentSettings, receiver: Receiver, { db, logger }: AgentDeps): Agent => {
  const { name, type, enabled, events, rateLimit } = settings
  const hidden = agentSecrets(settings)
  const target = withoutSecrets(receiver.target, hidden)

  /** What came of an attempt; a log that cannot be written must not make somebody be told twice. */
  const note = async (ended: Omit<EndedDelivery, 'agent'>): Promise<void> =>
    await endDelivery(db, { ...ended, agent: name }).catch((error: unknown) =>
      logger.warn({ agent: name, event: ended.eventId, error: String(error) }, 'Could not write the delivery log'),
    )

  const send: Agent['send'] = async (event, { signal, attempt, maxAttempts }) => {
    const message = describeEvent(event)
    const eventId = event.id
    const turn = await beginDelivery(db, {
      eventId,
      eventType: event.type,
      agent: name,
      title: withoutSecrets(message.title, hidden),
      rateLimit,
    })
    if (turn.sent) return
    if (turn.waitMs > 0) return snooze(Math.ceil(turn.waitMs))
    try {
      const reservation = await receiver.send(message, { signal, deliveryId: deliveryIdOf(eventId, name) })
      await note({ eventId, state: 'sent', reason: reservation ?? undefined })
    } catch (error) {
      const failure = safeError(error, hidden)
      const final = isPermanentError(failure) || attempt >= maxAttempts
      await note({ eventId, state: final ? 'failed' : 'retrying', reason: failure.message })
      throw failure
    }
  }

  const test: Agent['test'] = async ({ signal }) => {
    const event = { id: `test:${randomUUID()}`, type: 'test', timestamp: new Date(systemClock.now()).toISOString() }
    const message = { title: 'Backlot can reach you', body: `This is a test of the agent "${name}".`, level: 'info', event } as const
    const once = { eventId: event.id, eventType: event.type, agent: name, title: message.title, rateLimit: { max: 10_000, per: 0 } }
    await beginDelivery(db, once)
    try {
      await receiver.send(message, { signal, deliveryId: deliveryIdOf(event.id, name) })
      await note({ eventId: event.id, state: 'sent' })
    } catch (error) {
      const failure = safeError(error, hidden)
      await note({ eventId: event.id, state: 'failed', reason: failure.message })
      throw failure
    }
  }

  return { name, type, target, enabled, events, rateLimit, takes: (event) => takesEvent(events, event), send, test }
}

/** The same for every attempt to tell this agent of this event, so that a receiver can see a repetition. */
const deliveryIdOf = (eventId: string, agent: string): string =>
  createHash('sha256').update(`${eventId}\n${agent}`).digest('hex').slice(0, 32)

/** The failure without secrets, and without the one behind it, whose text nobody looked through. */
const safeError = (error: unknown, hidden: readonly string[]): Error => {
  const message = withoutSecrets(error instanceof Error ? error.message : String(error), hidden)
  if (isPermanentError(error)) return new PermanentError(message)
  if (isRetryAfterError(error)) return new RetryAfterError(message, error.retryAfterMs)
  return new Error(message)
}
