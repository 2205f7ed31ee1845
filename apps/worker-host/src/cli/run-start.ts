import { resolve } from 'node:path'
import { configSecrets } from '../config/config-secrets.ts'
import { loadConfig } from '../config/load-config.ts'
import { createLogger } from '../host/create-logger.ts'
import { openBacklot } from '../host/open-backlot.ts'
import { createApi } from './api.ts'
import { configFlags, type SettingFlags } from './config-flags.ts'
import { ensureLibraries, type GivenFolder } from './ensure-libraries.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import type { Session } from './open-session.ts'
import { ownHeaders } from './own-headers.ts'
import { printReport } from './print-report.ts'
import { scanLibraries } from './scan-libraries.ts'
import type { Terminal } from './terminal.ts'
import { watchSignals } from './watch-signals.ts'

/** The options of `backlot start`. */
export interface StartOptions extends SettingFlags {
  movies: string[]
  tv: string[]
  once?: boolean
  sample?: string
}

/** Runs the host: opens everything, scans what is to be scanned, and goes on until a signal (or ends, with `once`). */
export const runStart = async (options: StartOptions, terminal: Terminal): Promise<ExitCode> => {
  const once = options.once === true
  const { config } = await loadConfig({ flags: configFlags(options), file: options.config, env: terminal.env, cwd: terminal.cwd })
  const logger = createLogger({
    level: once && config.log.level === 'info' ? 'warn' : config.log.level,
    secrets: configSecrets(config),
    write: terminal.note,
    pretty: terminal.live,
  })
  const signals = watchSignals(terminal, 'host')
  // A run that ends by itself takes any free port, so that several can go on at a time.
  const backlot = await openBacklot({ config, logger, command: 'start', work: true, keep: !once, port: once ? 0 : config.server.port })
  signals.now.addEventListener('abort', () => void backlot.host.stop(), { once: true })
  try {
    const api = createApi('http://localhost', async (request) => await backlot.app.fetch(request), ownHeaders('start'))
    if (!once) terminal.note(`Backlot listens on ${backlot.url} (data in ${config.data})`)
    const code = await scanAtStart({ api, config, local: true, signal: signals.drain, close: backlot.close }, options, terminal)
    if (once) return code
    terminal.note(`Ready: ${backlot.url}`)
    if (!signals.drain.aborted) await new Promise<void>((stop) => signals.drain.addEventListener('abort', () => stop(), { once: true }))
    signals.drain.throwIfAborted()
    return exitCode.ok
  } finally {
    await backlot.close()
    signals.release()
  }
}

const scanAtStart = async (session: Session, options: StartOptions, terminal: Terminal): Promise<ExitCode> => {
  const json = options.json === true
  const given: GivenFolder[] = [
    ...options.movies.map((path) => ({ path: resolve(terminal.cwd, path), type: 'movie' as const })),
    ...options.tv.map((path) => ({ path: resolve(terminal.cwd, path), type: 'tvshow' as const })),
  ]
  const { libraries, refused } = await ensureLibraries(session.api, terminal, {
    configured: session.config.libraries,
    given,
    sample: options.sample,
  })
  if (libraries.length === 0) terminal.note('There is nothing to scan: add a folder with --movies DIR, or "backlot library add DIR".')
  const { report, code } = await scanLibraries(
    session,
    terminal,
    libraries.map((library) => ({ library, options: {} })),
  )
  await printReport(session, terminal, { report, libraries, json })
  return code === exitCode.ok && refused > 0 ? exitCode.problems : code
}
