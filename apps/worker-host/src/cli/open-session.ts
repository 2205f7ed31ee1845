import { configSecrets } from '../config/config-secrets.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/config-schema.ts'
import { createLogger } from '../host/create-logger.ts'
import { findHost } from '../host/find-host.ts'
import { createApi, type Api } from './api.ts'
import { CommandError } from './command-error.ts'
import type { CommonOptions } from './command.ts'
import { configFlags } from './config-flags.ts'
import { exitCode } from './exit-code.ts'
import { ownHeaders } from './own-headers.ts'
import type { Terminal } from './terminal.ts'
import { watchSignals } from './watch-signals.ts'

/** A command's way to the API. */
export interface Session {
  api: Api
  config: Config
  /** True when no host runs and this command does the work itself. */
  local: boolean
  /** Aborts when the command was asked to stop. */
  signal: AbortSignal
  close: () => Promise<void>
}

/** What a command needs of its session. */
export interface SessionOptions {
  command: string
  /** Whether a host must run already: what is asked for would end with this process. */
  host?: boolean
  /** Whether jobs must run for this command to end: they do when this process is the host. */
  work?: boolean
}

/**
 * Finds the host of the data folder and talks to it over HTTP; where none runs, becomes one for as long as the command
 * takes: the same API, called in process.
 */
const openSession = async (terminal: Terminal, options: CommonOptions, needs: SessionOptions): Promise<Session> => {
  const { config } = await loadConfig({ flags: configFlags(options), file: options.config, env: terminal.env, cwd: terminal.cwd })
  const host = await findHost(config.data)
  if (host !== undefined) return remoteSession(terminal, config, { url: host.url, ...needs })
  if (needs.host === true) throw new CommandError(`No host runs on the data folder ${config.data}`, exitCode.unavailable)
  try {
    return await localSession(terminal, config, needs)
  } catch (error) {
    // A host that was starting when we looked has the folder now.
    const started = await findHost(config.data)
    if (started === undefined) throw error
    return remoteSession(terminal, config, { url: started.url, ...needs })
  }
}

const remoteSession = (terminal: Terminal, config: Config, { url, command }: SessionOptions & { url: string }): Session => {
  const signals = watchSignals(terminal, 'waiting')
  return {
    api: createApi(url, fetch, ownHeaders(command)),
    config,
    local: false,
    signal: signals.drain,
    close: async () => await Promise.resolve(signals.release()),
  }
}

const localSession = async (terminal: Terminal, config: Config, { command, work = false }: SessionOptions): Promise<Session> => {
  const { openBacklot } = await import('../host/open-backlot.ts')
  const logger = createLogger({
    level: config.log.level === 'info' ? 'warn' : config.log.level,
    secrets: configSecrets(config),
    write: terminal.note,
    pretty: terminal.live,
  })
  const backlot = await openBacklot({ config, logger, command, work })
  const signals = watchSignals(terminal, 'host')
  signals.now.addEventListener('abort', () => void backlot.host.stop(), { once: true })
  const close = async (): Promise<void> => {
    await backlot.close()
    signals.release()
  }
  const api = createApi('http://localhost', async (request) => await backlot.app.fetch(request), ownHeaders(command))
  return { api, config, local: true, signal: signals.drain, close }
}

/** Opens a session, does something with it, and closes it whatever happens. */
export const withSession = async <Result>(
  terminal: Terminal,
  options: CommonOptions,
  needs: SessionOptions,
  use: (session: Session) => Promise<Result>,
): Promise<Result> => {
  const session = await openSession(terminal, options, needs)
  try {
    return await use(session)
  } finally {
    await session.close()
  }
}
