import { spawnSync, execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scanFailed } from '../args.ts'
import { setupNotifications, tell, type TestNotifications } from '../testing/test-agents.ts'
import { startTestReceiver, type TestReceiver } from '../testing/test-receiver.ts'

// An independent sender for the same services: what it sends, ours must send too.
const hasApprise = spawnSync('apprise', ['--version']).status === 0

let kit: TestNotifications
beforeAll(async () => {
  kit = await setupNotifications()
})
afterAll(async () => await kit[Symbol.asyncDispose]())

let made = 0
const event = () =>
  scanFailed({
    library: { id: 'l', name: 'films' },
    scanId: `s${++made}`,
    reason: 'The disk is gone',
    at: new Date('2026-01-02T03:04:05Z'),
  })

const appriseTo = async (url: string): Promise<void> => {
  await promisify(execFile)('apprise', ['-n', 'failure', '-t', 'The scan of films failed', '-b', 'The disk is gone', url])
}

/** What both sent, by the fields that both know. */
const both = async (receiver: TestReceiver, send: () => Promise<unknown>, apprise: string) => {
  await send()
  await appriseTo(apprise.replace('HOST', receiver.host))
  const [ours, theirs] = receiver.posts
  if (ours === undefined || theirs === undefined) throw new Error(`${receiver.posts.length} of two messages arrived`)
  return { ours, theirs }
}

test('Gotify gets from us what it gets from Apprise', async ({ skip }) => {
  if (!hasApprise) skip('no apprise on this machine (apt-get install apprise)')
  await using receiver = await startTestReceiver()
  const agent = kit.agent({ type: 'gotify', name: 'gotify', url: receiver.url, token: 'AbCdEf' })
  const { ours, theirs } = await both(receiver, async () => await tell(agent, event()), 'gotify://HOST/AbCdEf?priority=high')
  expect(ours).toMatchObject({ method: theirs.method, path: theirs.path, json: theirs.json })
  expect(ours.headers['x-gotify-key']).toBe(theirs.headers['x-gotify-key'])
})

test('ntfy gets from us what it gets from Apprise, to the same place and with the same login', async ({ skip }) => {
  if (!hasApprise) skip('no apprise on this machine (apt-get install apprise)')
  await using receiver = await startTestReceiver()
  const agent = kit.agent({ type: 'ntfy', name: 'ntfy', url: receiver.url, topic: 'films', username: 'ada', password: 'a password' })
  const { ours, theirs } = await both(
    receiver,
    async () => await tell(agent, event()),
    'ntfy://ada:a%20password@HOST/films?priority=max&tags=rotating_light',
  )
  expect(ours).toMatchObject({ method: theirs.method, path: theirs.path, json: theirs.json })
  expect(ours.headers.authorization).toBe(theirs.headers.authorization)
  // It says these in headers, we in the body, which has room for every character; ntfy reads both.
  expect(ours.json['tags']).toEqual([theirs.headers['x-tags']])
})

test('an Apprise server gets from us what it gets from Apprise', async ({ skip }) => {
  if (!hasApprise) skip('no apprise on this machine (apt-get install apprise)')
  await using receiver = await startTestReceiver()
  const agent = kit.agent({ type: 'apprise', name: 'apprise', url: receiver.url, key: 'home' })
  const { ours, theirs } = await both(receiver, async () => await tell(agent, event()), 'apprise://HOST/home')
  expect(ours).toMatchObject({ method: theirs.method, json: theirs.json })
  expect(ours.path.replace(/\/$/, '')).toBe(theirs.path.replace(/\/$/, ''))
})
