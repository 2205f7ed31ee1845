import { PermanentError } from '@backlot/jobs'
import { cutText, oneLine } from '../templates/cut-text.ts'
import type { SettingsOf } from './agent-settings.ts'
import type { Receiver } from './receiver.ts'

/** Sends mails through an SMTP server. */
export const emailReceiver = (settings: SettingsOf<'email'>): Receiver => {
  const { name, from, to } = settings
  return {
    target: to.join(', '),
    send: async ({ title, body, event }, { signal, deliveryId }) => {
      const mail = {
        from,
        to,
        subject: cutText(oneLine(title), 250),
        text: `${body === '' ? title : body}\n\n${event.type}, ${event.timestamp}\n`,
        // The same for every attempt: mail programs show one of it.
        messageId: `<${deliveryId}@backlot.invalid>`,
        // RFC 3834: no absence notes, please.
        headers: { 'auto-submitted': 'auto-generated' },
      }
      const { rejected } = await handOver(`Mail (agent "${name}")`, await transportOf(settings), { mail, signal })
      return rejected.length === 0 ? undefined : `Not taken for ${rejected.map(String).join(', ')}`
    },
  }
}

/** Who sends no mail loads nothing for it, which is a fifteenth of the time that a command takes to start. */
const transportOf = async ({ host, port, security, username, password, certificateAuthority }: SettingsOf<'email'>) =>
  (await import('nodemailer')).createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    ...(certificateAuthority === undefined ? {} : { tls: { ca: certificateAuthority } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 25_000,
    // Mail is made of text here; nothing is fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

type Transport = Awaited<ReturnType<typeof transportOf>>
type Mail = Parameters<Transport['sendMail']>[0]

/** Sends one mail; the connection is closed whatever happens, at once when the signal aborts. */
const handOver = async (who: string, transport: Transport, { mail, signal }: { mail: Mail; signal: AbortSignal }) => {
  signal.throwIfAborted()
  const stopped = Promise.withResolvers<never>()
  const stop = (): void => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([transport.sendMail(mail), stopped.promise])
  } catch (error) {
    signal.throwIfAborted()
    throw failure(who, error)
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

/** A refusal of 5xx (RFC 5321) or of the login stays; everything else may pass. */
const failure = (who: string, error: unknown): Error => {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string }
  const said = `${who} was not taken: ${oneLine(message ?? String(error))}`
  if (code === 'EAUTH') return new PermanentError(`${said}; check username and password`, { cause: error })
  if (responseCode !== undefined && responseCode >= 500) return new PermanentError(said, { cause: error })
  return new Error(said, { cause: error })
}
