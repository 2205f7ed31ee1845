import type { Duration } from '@backlot/jobs/define'
import { z } from 'zod'
import { eventCategories, eventTypes } from '../events/event-types.ts'

const webAddress = z.url({ protocol: /^https?$/, error: 'an address looks like https://push.example.org' })
const secret = z.string().min(1)
const oneLineText = z.string().regex(/^[^\p{Cc}]+$/u, 'one line of text')

const filters = ['all', ...eventCategories, ...Object.keys(eventTypes)]
const filter = z.string().refine((name) => filters.includes(name), {
  error: ({ input }) => `there is no event "${String(input)}"; known are all, ${eventCategories.join(', ')}, and types such as movie.added`,
})

const common = {
  /** What people call it; names are unique. */
  name: z.string().regex(/^[\w .-]{1,60}$/, 'a name is made of letters, digits, spaces, _, . and -'),
  /** False: kept, and told nothing. */
  enabled: z.boolean().default(true),
  /** Types (`movie.added`) and categories (`scan`) that it takes, or `all`. Left out: what is worth a message to most. */
  events: z.array(filter).min(1).optional(),
  /** How often it may be told at the most; what is over it waits. */
  rateLimit: z
    .strictObject({
      max: z.int().min(1).max(10_000).default(30),
      per: z
        .custom<Duration & string>((value) => typeof value === 'string' && /^\d+(\.\d+)?(ms|s|m|h|d)$/.test(value), {
          error: 'a length of time is written as 30s, 5m or 1h',
        })
        .default('1m'),
    })
    .prefault({}),
}

/** Whether the receiver may be on a private address: its own network, this machine. */
const allowPrivateAddresses = (byDefault: boolean) => z.boolean().default(byDefault)

const discord = z.strictObject({
  ...common,
  type: z.literal('discord'),
  /** The webhook's address, as Discord shows it; a secret. */
  webhookUrl: webAddress,
  /** The name that it posts under; the webhook's own when left out. */
  username: oneLineText.max(80).optional(),
  allowPrivateAddresses: allowPrivateAddresses(false),
})

const email = z.strictObject({
  ...common,
  type: z.literal('email'),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls` begins in the clear and refuses a server that does not encrypt; `tls` from the first byte (465); `none`. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: z.string().min(1).optional(),
  password: secret.optional(),
  from: oneLineText,
  to: z.array(z.email()).min(1),
  /** PEM of an authority of your own that the server's certificate is from. */
  certificateAuthority: z.string().startsWith('-----BEGIN', 'the text of a PEM file').optional(),
})

const gotify = z.strictObject({
  ...common,
  type: z.literal('gotify'),
  url: webAddress,
  /** An application's token. */
  token: secret,
  allowPrivateAddresses: allowPrivateAddresses(true),
})

const ntfy = z.strictObject({
  ...common,
  type: z.literal('ntfy'),
  url: webAddress.default('https://ntfy.sh'),
  topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'a topic is made of up to 64 letters, digits, _ and -'),
  /** An access token, or else user and password, where the topic is protected. */
  token: secret.optional(),
  username: z.string().min(1).optional(),
  password: secret.optional(),
  allowPrivateAddresses: allowPrivateAddresses(true),
})

const webhook = z.strictObject({
  ...common,
  type: z.literal('webhook'),
  url: webAddress,
  /** Signs every post; `whsec_…` (base64) or a text of 16 characters at least. */
  secret: z.string().min(16),
  /** Further headers, such as Authorization; their values are secrets. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'a header name'), oneLineText).default({}),
  allowPrivateAddresses: allowPrivateAddresses(false),
})

const apprise = z.strictObject({
  ...common,
  type: z.literal('apprise'),
  /** Of an Apprise API server. */
  url: webAddress,
  /** The key of a configuration that the server keeps. */
  key: z.string().min(1).optional(),
  /** Only what carries this tag there. */
  tag: z.string().min(1).optional(),
  /** Apprise URLs, where the server keeps no configuration; secrets. */
  urls: z.array(z.string().min(1)).min(1).optional(),
  allowPrivateAddresses: allowPrivateAddresses(true),
})

/** The settings of one agent, by its type. Unknown keys are refused. */
export const agentSettings = z
  .discriminatedUnion('type', [discord, email, gotify, ntfy, webhook, apprise], {
    error: 'an agent has a type: discord, email, gotify, ntfy, webhook or apprise',
  })
  .check(({ value, issues }) => {
    const fault = (path: string, message: string): void => void issues.push({ code: 'custom', path: [path], message, input: value })
    if (value.type === 'apprise' && (value.key === undefined) === (value.urls === undefined)) fault('key', 'say either key or urls')
    if ((value.type === 'email' || value.type === 'ntfy') && (value.username === undefined) !== (value.password === undefined))
      fault('username', 'username and password come together')
  })

/** The settings of one agent. */
export type AgentSettings = z.output<typeof agentSettings>

/** The settings of an agent of one type. */
export type SettingsOf<Type extends AgentSettings['type']> = Extract<AgentSettings, { type: Type }>
