import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ArrInstance } from '../client/arr-instance.ts'

/**
 * The secret of an instance's webhook where none is configured: made of its API key, so that every host knows the same one and
 * nobody has to think one up; it tells nothing of the key.
 */
export const defaultWebhookSecret = ({ app, name, apiKey }: Pick<ArrInstance, 'app' | 'name' | 'apiKey'>): string =>
  createHmac('sha256', apiKey).update(`backlot webhook of ${app} ${name}`).digest('hex').slice(0, 40)

/** What a post brings to show that it may be: any of these is enough. */
export interface DeliveryCredentials {
  /** `Basic …` or `Bearer …` */
  authorization: string | undefined
  /** The header `X-Api-Key`. */
  apiKey: string | undefined
  /** The last part of the path. */
  pathSecret: string | undefined
}

/** Whether a post brings the secret. Takes the same time whatever it brings. */
export const bringsSecret = ({ authorization = '', apiKey, pathSecret }: DeliveryCredentials, secret: string): boolean => {
  const [, scheme = '', value = ''] = /^(\w+)\s+(.*)$/.exec(authorization) ?? []
  const given = [
    apiKey,
    pathSecret,
    scheme.toLowerCase() === 'bearer' ? value : undefined,
    scheme.toLowerCase() === 'basic' ? passwordOf(value) : undefined,
  ]
  return given.map((candidate) => isSame(candidate ?? '', secret) && candidate !== undefined && secret !== '').includes(true)
}

/** These servers send Basic as ISO-8859-1; the user's name does not matter. */
const passwordOf = (encoded: string): string => {
  const text = Buffer.from(encoded, 'base64').toString('latin1')
  return text.slice(text.indexOf(':') + 1)
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
