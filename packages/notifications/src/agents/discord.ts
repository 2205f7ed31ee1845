import { cutText } from '../templates/cut-text.ts'
import type { MessageLevel } from '../templates/message.ts'
import type { SettingsOf } from './agent-settings.ts'
import { createPostJson } from './post-json.ts'
import type { Receiver } from './receiver.ts'

const colours: Readonly<Record<MessageLevel, number>> = { info: 0x5865f2, success: 0x2ecc71, warning: 0xf1c40f, error: 0xe74c3c }

/** Posts embeds to a webhook of a Discord channel. */
export const discordReceiver = ({ name, webhookUrl, username, allowPrivateAddresses }: SettingsOf<'discord'>): Receiver => {
  const post = createPostJson({ who: `Discord (agent "${name}")`, url: webhookUrl, allowPrivateAddresses })
  return {
    target: new URL(webhookUrl).host,
    send: async ({ title, body, level, event }, { signal }) => {
      // Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
      const embed = {
        title: cutText(asText(title), 256),
        ...(body === '' ? {} : { description: cutText(asText(body), 4_096) }),
        color: colours[level],
        timestamp: event.timestamp,
        footer: { text: cutText(event.type, 2_048) },
      }
      // A title must not be able to call everyone in.
      await post(
        webhookUrl,
        { ...(username === undefined ? {} : { username }), embeds: [embed], allowed_mentions: { parse: [] } },
        { signal },
      )
    },
  }
}

/** Titles are text: what Discord would read as markup is escaped. */
const asText = (text: string): string => text.replaceAll(/[\\*_~`|<>[\]()#@-]/g, String.raw`\$&`)
