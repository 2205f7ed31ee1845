import { cutBytes, cutText } from '../templates/cut-text.ts'
import type { MessageLevel } from '../templates/message.ts'
import type { SettingsOf } from './agent-settings.ts'
import { createPostJson } from './post-json.ts'
import type { Receiver } from './receiver.ts'

const priorities: Readonly<Record<MessageLevel, number>> = { info: 2, success: 3, warning: 4, error: 5 }
/** ntfy shows some words as emoji: https://docs.ntfy.sh/emojis/ */
const tags: Readonly<Record<MessageLevel, string>> = {
  info: 'information_source',
  success: 'white_check_mark',
  warning: 'warning',
  error: 'rotating_light',
}

/** Publishes to a topic of ntfy. */
export const ntfyReceiver = (settings: SettingsOf<'ntfy'>): Receiver => {
  const { name, url, topic, allowPrivateAddresses } = settings
  const post = createPostJson({ who: `ntfy (agent "${name}")`, url, allowPrivateAddresses })
  const headers = authorization(settings)
  return {
    target: `${new URL(url).host}/${topic}`,
    send: async ({ title, body, level }, { signal }) => {
      const message = {
        topic,
        title: cutText(title, 250),
        // A longer one becomes an attachment: https://docs.ntfy.sh/publish/#limitations
        message: cutBytes(body === '' ? title : body, 4_096),
        priority: priorities[level],
        tags: [tags[level]],
      }
      // JSON is published to the root, not to the topic.
      await post(url, message, { headers, signal })
    },
  }
}

const authorization = ({ token, username, password }: SettingsOf<'ntfy'>): Record<string, string> => {
  if (token !== undefined) return { authorization: `Bearer ${token}` }
  if (username === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` }
}
