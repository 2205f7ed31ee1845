import type { RegisteredWebhook } from './notifications.ts'

/** Posts a payload as Radarr and Sonarr do, once: indented JSON, Basic sent without being asked, their own headers. Gives the status; 0 where nobody answers. */
export const postOnce = async ({ fields }: Pick<RegisteredWebhook, 'fields'>, payload: object, userAgent: string): Promise<number> => {
  const valueOf = (name: string): unknown => fields.find((field) => field.name === name)?.value
  const [username, password] = [valueOf('username') ?? '', valueOf('password') ?? ''] as [string, string]
  const custom = (valueOf('headers') ?? []) as { key: string; value: string }[]
  try {
    const response = await fetch(String(valueOf('url')), {
      method: valueOf('method') === 2 ? 'PUT' : 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': userAgent,
        ...(username === '' && password === ''
          ? {}
          : { authorization: `Basic ${Buffer.from(`${username}:${password}`, 'latin1').toString('base64')}` }),
        ...Object.fromEntries(custom.map(({ key, value }) => [key, value])),
      },
      body: JSON.stringify(payload, null, 2),
      signal: AbortSignal.timeout(100_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
