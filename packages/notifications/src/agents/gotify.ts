import { cutText } from '../templates/cut-text.ts'
import type { MessageLevel } from '../templates/message.ts'
import type { SettingsOf } from './agent-settings.ts'
import { below } from './below.ts'
import { createPostJson } from './post-json.ts'
import type { Receiver } from './receiver.ts'

/** 0 is silent, from 4 its app makes a sound, from 8 it insists. */
const priorities: Readonly<Record<MessageLevel, number>> = { info: 3, success: 5, warning: 6, error: 8 }

/** Sends messages to a Gotify server as one of its applications. */
export const gotifyReceiver = ({ name, url, token, allowPrivateAddresses }: SettingsOf<'gotify'>): Receiver => {
  const post = createPostJson({ who: `Gotify (agent "${name}")`, url, allowPrivateAddresses })
  return {
    target: new URL(url).host,
    send: async ({ title, body, level }, { signal }) => {
      const message = {
        title: cutText(title, 250),
        // It refuses a message without a text.
        message: cutText(body === '' ? title : body, 30_000),
        priority: priorities[level],
        extras: { 'client::display': { contentType: 'text/plain' } },
      }
      await post(below(url, 'message'), message, { headers: { 'x-gotify-key': token }, signal })
    },
  }
}
