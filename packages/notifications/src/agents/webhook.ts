import { createHmac } from 'node:crypto'
import { systemClock } from '@backlot/jobs'
import type { SettingsOf } from './agent-settings.ts'
import { createPostJson } from './post-json.ts'
import type { Receiver } from './receiver.ts'

/** What is signed: the delivery, when it was sent (seconds since 1970), and the body as it is sent. */
export interface SignedPost {
  id: string
  timestamp: number
  body: string
}

/**
 * The signature of a post as the Standard Webhooks specification has it: `v1,` and the base64 of the HMAC-SHA256 over
 * `id.timestamp.body`. A secret `whsec_…` is base64, any other its own bytes.
 */
export const signPost = (secret: string, { id, timestamp, body }: SignedPost): string => {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** Posts signed JSON to an address of the user's. */
export const webhookReceiver = ({ name, url, secret, headers, allowPrivateAddresses }: SettingsOf<'webhook'>): Receiver => {
  const post = createPostJson({ who: `The webhook (agent "${name}")`, url, allowPrivateAddresses })
  return {
    target: new URL(url).host,
    send: async ({ title, body: text, level, event }, { signal, deliveryId: id }) => {
      const body = JSON.stringify({ version: 1, ...event, level, title, text })
      const timestamp = Math.floor(systemClock.now() / 1_000)
      const signature = signPost(secret, { id, timestamp, body })
      await post(url, body, {
        headers: { ...headers, 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature },
        signal,
      })
    },
  }
}
