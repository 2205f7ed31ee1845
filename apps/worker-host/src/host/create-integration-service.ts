import {
  appName,
  bringsSecret,
  deliverRadarrWebhook,
  deliverSonarrWebhook,
  findWebhook,
  isArrError,
  readState,
  registerWebhook,
  syncRadarr,
  syncSonarr,
  testInstance,
  testWebhook,
  type ArrDatabase,
  type InstanceTest,
  type RadarrClient,
  type SonarrClient,
} from '@backlot/arr-integrations'
import type { Client } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { InstanceParams, IntegrationService } from '../http/integration-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { withoutNulls } from '../media/without-nulls.ts'

/** What the service works with. */
export interface IntegrationOptions {
  db: Kysely<ArrDatabase>
  radarr: readonly RadarrClient[]
  sonarr: readonly SonarrClient[]
  client: Pick<Client, 'insert'>
  /** Where Radarr and Sonarr reach this host. */
  publicUrl: string
}

/** A server that takes longer than this to answer a person has failed. */
const patienceMs = 60_000

/** Radarr and Sonarr, for the API. */
export const createIntegrationService = ({ db, radarr, sonarr, client, publicUrl }: IntegrationOptions): IntegrationService => {
  const all: readonly (RadarrClient | SonarrClient)[] = [...radarr, ...sonarr]
  const clientOf = ({ app, instance: name }: InstanceParams): RadarrClient | SonarrClient => {
    const found = all.find(({ instance }) => instance.app === app && instance.name === name)
    if (found !== undefined) return found
    throw notFound(`There is no ${appName(app)} "${name}"; those of arr.${app} in the configuration are known`)
  }
  const place = ({ app, instance }: InstanceParams) => ({
    url: `${publicUrl.replace(/\/+$/, '')}/api/webhooks/${app}/${encodeURIComponent(instance)}`,
    signal: AbortSignal.timeout(patienceMs),
  })
  const statusOf = async (which: InstanceParams) => {
    const { url, signal } = place(which)
    const found = await askServer(async () => await findWebhook(clientOf(which), { url, signal }))
    if (found.is === 'absent') return { url, status: found.is }
    const parts = found.is === 'registered' ? { missingEvents: found.missingEvents } : {}
    return { url, status: found.is, name: found.name, pointsAt: found.url, ...parts }
  }
  return {
    list: async () => await Promise.all(all.map(async ({ instance }) => await describe(db, instance))),
    test: async (which) => testView(await testInstance({ db }, clientOf(which), { signal: AbortSignal.timeout(patienceMs) })),
    sync: async (which, { operation, itemId }) => {
      const { name: instance } = clientOf(which).instance
      if (operation === 'single' && itemId === undefined) throw new ProblemError(400, 'A single sync needs the itemId of a film or series')
      return await client.insert(
        which.app === 'radarr'
          ? syncRadarr({ instance, operation, radarrMovieId: operation === 'single' ? itemId : undefined })
          : syncSonarr({ instance, operation, sonarrSeriesId: operation === 'single' ? itemId : undefined }),
      )
    },
    webhook: statusOf,
    registerWebhook: async (which) => {
      await askServer(async () => await registerWebhook(clientOf(which), place(which)))
      return await statusOf(which)
    },
    testWebhook: async (which) => {
      const why = await askServer(async () => await testWebhook(clientOf(which), place(which)))
      return { ok: why === undefined, message: why ?? 'A test post arrived' }
    },
    deliver: async (post) => {
      const { instance } = clientOf(post)
      if (!bringsSecret(post.credentials, instance.webhookSecret))
        throw new ProblemError(
          401,
          `The post does not bring the secret of ${appName(post.app)} "${instance.name}"; \`backlot webhook register\` sets it there`,
        )
      const payload = await post.payload().catch((cause: unknown) => {
        throw new ProblemError(400, 'The post is no JSON', [], { cause })
      })
      if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
        throw new ProblemError(400, 'The post is no JSON object')
      const delivery = { instance: instance.name, receivedAt: new Date(), payload: payload as Record<string, unknown> }
      return await client.insert(post.app === 'radarr' ? deliverRadarrWebhook(delivery) : deliverSonarrWebhook(delivery))
    },
  }
}

const askServer = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask()
  } catch (cause) {
    if (!isArrError(cause)) throw cause
    throw new ProblemError(422, cause.message, [], { cause })
  }
}

const describe = async (db: Kysely<ArrDatabase>, { app, name, url }: RadarrClient['instance']) => {
  const state = await readState(db, { app, name })
  const { items } = await db
    .selectFrom('backlot.managed_items')
    .select((eb) => eb.fn.countAll<string>().as('items'))
    .where('manager', '=', app)
    .where('instance', '=', name)
    .executeTakeFirstOrThrow()
  const { failure, lastError, lastErrorAt } = state
  return {
    app,
    name,
    url,
    items: Number(items),
    problems: state.problems,
    ...withoutNulls({ version: state.version, counts: state.lastCounts }),
    ...withoutNulls({
      lastFullAt: state.lastFullAt?.toISOString() ?? null,
      lastIncrementalAt: state.lastIncrementalAt?.toISOString() ?? null,
      lastWebhookAt: state.lastWebhookAt?.toISOString() ?? null,
    }),
    ...(failure !== null && lastError !== null && lastErrorAt !== null
      ? { error: { failure, message: lastError, at: lastErrorAt.toISOString() } }
      : {}),
  }
}

const testView = (test: InstanceTest) => {
  if (!test.ok) return { ok: false, message: test.message }
  const { version, items, paths } = test
  const [proposal] = paths.proposals
  const outside = paths.of - paths.found
  const message =
    outside === 0
      ? `version ${version}, ${items} items, all in a library`
      : `version ${version}, ${items} items, ${outside} of them in no library, such as ${paths.example ?? ''}${proposal === undefined ? '' : `; map ${proposal.remote} to ${proposal.local}`}`
  const { example, ...rest } = paths
  return { ok: true, message, version, items, paths: { ...rest, ...(example !== undefined && { example }) } }
}
