import { cutText } from '../templates/cut-text.ts'
import type { MessageLevel } from '../templates/message.ts'
import type { SettingsOf } from './agent-settings.ts'
import { below } from './below.ts'
import { createPostJson } from './post-json.ts'
import type { Receiver } from './receiver.ts'

const types: Readonly<Record<MessageLevel, string>> = { info: 'info', success: 'success', warning: 'warning', error: 'failure' }

/** Hands messages to an Apprise API server, which knows a hundred other services. */
export const appriseReceiver = ({ name, url, key, tag, urls, allowPrivateAddresses }: SettingsOf<'apprise'>): Receiver => {
  const post = createPostJson({ who: `Apprise (agent "${name}")`, url, allowPrivateAddresses })
  return {
    target: new URL(url).host,
    send: async ({ title, body, level }, { signal }) => {
      const message = {
        ...(urls === undefined ? {} : { urls }),
        title: cutText(title, 250),
        // It refuses a message without a body.
        body: cutText(body === '' ? title : body, 30_000),
        type: types[level],
        format: 'text',
        ...(tag === undefined ? {} : { tag }),
      }
      await post(below(url, key === undefined ? 'notify/' : `notify/${encodeURIComponent(key)}/`), message, { signal })
    },
  }
}
