import { createHash } from 'node:crypto'
import { radarrWebhook, sonarrWebhook } from '../args.ts'
import type { ArrPost, PostedFile } from './arr-post.ts'
import { readRadarrWebhook } from './read-radarr-webhook.ts'
import { readSonarrWebhook } from './read-sonarr-webhook.ts'

/** A post as it came in. */
export interface Delivery {
  instance: string
  receivedAt: Date
  payload: Record<string, unknown>
}

/** The job for a post of a Radarr. The same post within an hour gives an equal job, which is a duplicate. */
export const deliverRadarrWebhook = (delivery: Delivery): ReturnType<typeof radarrWebhook> =>
  radarrWebhook(argsOf('radarr', delivery, readRadarrWebhook(delivery.payload)))

/** The job for a post of a Sonarr. The same post within an hour gives an equal job, which is a duplicate. */
export const deliverSonarrWebhook = (delivery: Delivery): ReturnType<typeof sonarrWebhook> =>
  sonarrWebhook(argsOf('sonarr', delivery, readSonarrWebhook(delivery.payload)))

const argsOf = (app: string, { instance, receivedAt, payload }: Delivery, post: ArrPost) => ({
  instance,
  receivedAt: receivedAt.toISOString(),
  payload,
  deliveryKey: keyOf(app, { instance, receivedAt, payload }, post),
})

/**
 * These servers send no id of a delivery, and send some twice; so what it is about has to tell: instance, event, entity, files,
 * download. What names neither a file nor a download can happen again in earnest (a film renamed once more by an old server,
 * the same health check failing again): only within the same minute it is a repetition.
 */
const keyOf = (app: string, { instance, receivedAt, payload }: Delivery, post: ArrPost): string => {
  const { files, downloadId } = partsOf(post)
  const about = 'item' in post ? [post.item.id ?? post.item.path ?? null, episodesOf(post)] : post
  const named = files.length > 0 || downloadId !== undefined
  const minute = named ? null : Math.floor(receivedAt.getTime() / 60_000)
  const upgrade = post.says === 'imported' ? [post.isUpgrade, post.complete] : null
  const key = [app, instance, payload['eventType'] ?? null, about, files.map(placeOf), downloadId ?? null, upgrade, minute]
  return createHash('sha256').update(JSON.stringify(key)).digest('hex')
}

const partsOf = (post: ArrPost): { files: PostedFile[]; downloadId: string | undefined } => ({
  files: 'files' in post ? post.files : [],
  downloadId: 'downloadId' in post ? post.downloadId : undefined,
})

const episodesOf = (post: ArrPost) => ('episodes' in post ? post.episodes.map(({ id, season, number }) => id ?? [season, number]) : null)

const placeOf = ({ id, path, previousPath }: PostedFile) => [id ?? null, path ?? null, previousPath ?? null]
