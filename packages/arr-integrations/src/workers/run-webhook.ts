import { inTransaction, managedItemAt } from '@backlot/catalog'
import { systemClock, toMilliseconds, type Inserted, type JobContext, type JobRequest } from '@backlot/jobs'
import { downloadGrabbed, healthProblem, healthRestored, sendNotification, type NotificationEvent } from '@backlot/notifications/args'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'
import { appName, type ArrInstance } from '../client/arr-instance.ts'
import type { ArrPorts } from '../ports.ts'
import { readState, writeState, type InstanceState } from '../state/instance-state.ts'
import type { ArrPost, PostedItem } from '../webhooks/arr-post.ts'

/** A sync that is later than this is late: the server may have dropped posts meanwhile. */
const gapAfter = toMilliseconds('20m')

/** What a webhook job did. */
export interface WebhookResult {
  says: ArrPost['says']
  /** The sync that it asked for, or that was asked for already. */
  syncJobId?: string
  /** The sync was asked for already: several posts are one sync. */
  gathered?: boolean
}

/** The syncs that a post can ask for. */
export interface WebhookSyncs {
  single: (itemId: number) => JobRequest
  incremental: () => JobRequest
  full: () => JobRequest
}

/**
 * Does what a post asks for. It acts on nothing that the post says of an item: what changed is asked for anew, once for all
 * posts of some time. What only concerns people is kept as activity and told.
 */
export const runWebhook = async (
  ports: ArrPorts,
  {
    instance,
    post,
    syncs,
    context,
  }: { instance: ArrInstance; post: ArrPost; syncs: WebhookSyncs; context: JobContext<{ receivedAt: string }> },
): Promise<WebhookResult> => {
  const state = await readState(ports.db, instance)
  const wanted = await syncFor(ports, { instance, post, syncs })
  const now = (ports.clock ?? systemClock).now()
  if (post.says === 'unknown')
    context.log.warn(`${appName(instance.app)} "${instance.name}" posted "${post.event}", which this version does not know`)
  return await inTransaction(ports.db, async (tx) => {
    await writeState(tx, instance, { lastWebhookAt: new Date(context.args.receivedAt) })
    await tellPeople(ports, { tx, instance, post, context })
    const delay = ports.gatherFor ?? '30s'
    const synced = wanted === undefined ? undefined : await context.insert(wanted, { tx, delay })
    // These servers drop posts while they think that nobody takes them; a late sync, or one that is back, means a gap.
    const followsGap = post.says === 'updated' || (post.says === 'health' && post.restored) || isLate(state, now)
    const caughtUp = followsGap && state.lastFullAt !== null ? await context.insert(syncs.incremental(), { tx }) : undefined
    return { says: post.says, ...resultOf(synced ?? caughtUp) }
  })
}

const resultOf = (inserted: Inserted | undefined): Partial<WebhookResult> =>
  inserted === undefined ? {} : { syncJobId: inserted.id, gathered: inserted.duplicate }

const isLate = ({ lastFullAt, lastIncrementalAt }: InstanceState, now: number): boolean => {
  const last = Math.max(lastFullAt?.getTime() ?? 0, lastIncrementalAt?.getTime() ?? 0)
  return last > 0 && now - last > gapAfter
}

const syncFor = async (
  { db }: ArrPorts,
  { instance, post, syncs }: { instance: ArrInstance; post: ArrPost; syncs: WebhookSyncs },
): Promise<JobRequest | undefined> => {
  switch (post.says) {
    case 'imported':
    case 'renamed':
    case 'file deleted':
    case 'added':
    case 'deleted': {
      const id = post.item.id ?? (await idByPath(db, instance, post.item))
      if (id !== undefined) return syncs.single(id)
      // Older servers give a folder and no id. One that is not known, and is gone, is nothing to us.
      if (post.says === 'deleted') return undefined
      return post.says === 'added' ? syncs.full() : syncs.incremental()
    }
    case 'test':
    case 'grabbed':
    case 'health':
    case 'updated':
    case 'needs help':
    case 'unknown':
      return undefined
  }
}

const idByPath = async (db: Kysely<ArrDatabase>, { app, name }: ArrInstance, { path }: PostedItem): Promise<number | undefined> =>
  path === undefined ? undefined : await managedItemAt(db, { manager: app, instance: name }, path)

interface People {
  tx: Kysely<ArrDatabase>
  instance: ArrInstance
  post: ArrPost
  context: JobContext<{ receivedAt: string }>
}

const tellPeople = async (ports: ArrPorts, { tx, instance, post, context }: People): Promise<void> => {
  const source = `${instance.app} ${instance.name}`
  const at = new Date(context.args.receivedAt)
  const tell = async (event: NotificationEvent): Promise<void> => void (await context.insert(sendNotification({ event }), { tx }))
  const keep = async (
    deed: string,
    what: { item?: PostedItem; reason?: string | undefined; data?: Record<string, unknown> },
  ): Promise<void> => {
    const type = instance.app === 'radarr' ? 'movie' : 'series'
    const target =
      what.item?.id === undefined
        ? undefined
        : { type: `${instance.app} ${type}`, id: `${instance.name} ${what.item.id}`, name: what.item.title }
    await ports.recordActivity?.(tx, {
      actor: source,
      deed,
      target,
      origin: `job ${context.id}`,
      reason: what.reason,
      data: what.data ?? {},
    })
  }
  switch (post.says) {
    case 'grabbed':
      await keep('download.grabbed', { item: post.item, data: { release: post.release, episodes: post.episodes } })
      await tell(downloadGrabbed({ source, title: post.item.title, release: post.release, at }))
      return
    case 'needs help': {
      const reason = post.messages.join('; ') || 'an import waits for a person'
      await keep('import.stuck', { item: post.item, reason, data: { release: post.release } })
      await tell(
        healthProblem({ source, kind: 'manual interaction', message: `${post.release ?? post.item.title ?? 'An import'}: ${reason}`, at }),
      )
      return
    }
    case 'health': {
      const { check, message, level, restored } = post
      await keep(restored ? 'health.restored' : 'health.problem', { reason: message, data: { check, level } })
      await tell(restored ? healthRestored({ source, kind: check, message, at }) : healthProblem({ source, kind: check, message, at }))
      return
    }
    case 'updated':
      await keep('application.updated', { data: { from: post.from, to: post.to } })
      return
    case 'test':
    case 'imported':
    case 'renamed':
    case 'added':
    case 'file deleted':
    case 'deleted':
    case 'unknown':
  }
}
