import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isPermanentError } from '@backlot/jobs'
import { createTempFolder } from '@backlot/testing'
import { MailDev } from 'maildev'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { movieAdded } from '../args.ts'
import { setupNotifications, tell, type TestNotifications } from '../testing/test-agents.ts'
import { testCertificate } from '../testing/test-certificate.ts'

let kit: TestNotifications
beforeAll(async () => {
  kit = await setupNotifications()
})
afterAll(async () => await kit[Symbol.asyncDispose]())

const at = new Date('2026-01-02T03:04:05Z')
let made = 0
const film = (title: string) => movieAdded({ items: [{ id: `m${++made}`, title, year: 1956 }], library: { id: 'l', name: 'films' }, at })

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A mail as the server's own API shows it. */
interface ReceivedMail {
  subject: string
  text: string
  headers: Record<string, unknown>
  to: { address: string }[]
}

/** MailDev, a mail server that is not ours, with a user; `secure`: TLS from the first byte. */
const startMailServer = async ({ secure = false } = {}) => {
  const folder = await createTempFolder()
  await folder.write({ 'cert.pem': testCertificate.cert, 'key.pem': testCertificate.key })
  const [smtp, web] = [await freePort(), await freePort()]
  const server = new MailDev({
    smtp,
    web,
    ip: '127.0.0.1',
    webIp: '127.0.0.1',
    incomingUser: 'backlot',
    incomingPass: 'a password',
    incomingSecure: secure,
    incomingCert: join(folder.path, 'cert.pem'),
    incomingKey: join(folder.path, 'key.pem'),
    silent: true,
  })
  await server.start()
  return {
    port: smtp,
    mails: async () => (await (await fetch(`http://127.0.0.1:${web}/api/email`)).json()) as ReceivedMail[],
    [Symbol.asyncDispose]: async () => {
      await server.stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const mailAgent = (port: number, more: object = {}) =>
  kit.agent({
    type: 'email',
    name: `mail ${++made}`,
    host: 'localhost',
    port,
    security: 'tls',
    username: 'backlot',
    password: 'a password',
    from: 'Backlot <backlot@example.org>',
    to: ['ada@example.org', 'grace@example.org'],
    certificateAuthority: testCertificate.cert,
    ...more,
  })

test('a mail arrives over TLS, with its umlauts, to everyone', async () => {
  await using server = await startMailServer({ secure: true })
  await tell(mailAgent(server.port), film('Der Hauptmann von Köpenick – „Ü“'))
  const [mail] = await server.mails()
  expect(mail).toMatchObject({
    subject: 'Film added: Der Hauptmann von Köpenick – „Ü“ (1956)',
    headers: { 'auto-submitted': 'auto-generated' },
  })
  expect(mail?.text).toContain('Library: films')
  expect(mail?.to.map(({ address }) => address)).toEqual(['ada@example.org', 'grace@example.org'])
})

test('a title cannot add a header', async () => {
  await using server = await startMailServer({ secure: true })
  await tell(mailAgent(server.port), film('It\r\nBcc: eve@example.org\r\n\r\nHello'))
  const [mail] = await server.mails()
  expect(mail?.subject).toBe('Film added: It Bcc: eve@example.org Hello (1956)')
  expect(mail?.headers).not.toHaveProperty('bcc')
})

test('a certificate that nobody vouches for is not taken', async () => {
  await using server = await startMailServer({ secure: true })
  const error = await tell(mailAgent(server.port, { certificateAuthority: undefined }), film('It')).catch((thrown: unknown) => thrown)
  expect(String(error)).toMatch(/self[- ]signed certificate/i)
  expect(await server.mails()).toEqual([])
})

test('a wrong password is not tried again, and is not in the error', async () => {
  await using server = await startMailServer({ secure: true })
  const error = await tell(mailAgent(server.port, { password: 'another password' }), film('It')).catch((thrown: unknown) => thrown)
  expect(isPermanentError(error)).toBe(true)
  expect(String(error)).toContain('check username and password')
  expect(String(error)).not.toContain('another password')
})

test('STARTTLS is insisted on: without it neither password nor mail is sent', async () => {
  await using server = await startMailServer()
  await expect(tell(mailAgent(server.port, { security: 'starttls' }), film('It'))).rejects.toThrow('STARTTLS')
  expect(await server.mails()).toEqual([])
})

test('a mail arrives where the server encrypts after STARTTLS', async () => {
  const mails: string[] = []
  const server = new SMTPServer({
    ...testCertificate,
    onAuth: ({ username, password }, { secure }, done) =>
      username === 'backlot' && password === 'a password' && secure ? done(null, { user: username }) : done(new Error('No')),
    onData: (stream, _, done) => {
      stream.on('data', (chunk: Buffer) => mails.push(chunk.toString('utf8')))
      stream.on('end', () => done())
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  await tell(mailAgent((listening.address() as AddressInfo).port, { security: 'starttls' }), film('Nosferatu'))
  expect(mails.join('')).toContain('Subject: Film added: Nosferatu (1956)')
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('a server that does not answer is tried again', async () => {
  const error = await tell(mailAgent(1), film('It')).catch((thrown: unknown) => thrown)
  expect(isPermanentError(error)).toBe(false)
})
