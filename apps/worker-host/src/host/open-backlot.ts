import type { Logger } from '@backlot/jobs'
import { compose, type Composition } from '../compose.ts'
import type { Config } from '../config/config-schema.ts'
import { claimFolder } from './claim-folder.ts'
import { openDatabase } from './open-database.ts'
import { serveApp } from './serve-app.ts'

/** How a host is opened. */
export interface OpenOptions {
  config: Config
  logger: Logger
  /** The command that asks, for others who find the folder taken. */
  command: string
  /** Whether jobs are run; false: they are only stored and asked about. */
  work: boolean
  /** Whether libraries are watched and scanned at their intervals; false: only what is asked for is done. */
  keep?: boolean
  /** The port to serve the API on; undefined: it is served to this process only. 0: any that is free. */
  port?: number | undefined
}

/** A host that runs in this process. */
export interface OpenBacklot extends Composition {
  /** Where the API answers. */
  url: string | undefined
  /** Drains and closes everything, in the reverse order of the opening. `host.stop()` meanwhile gives back what still runs. */
  close: () => Promise<void>
}

/** How long a command waits for another command on the same folder. */
const folderPatienceMs = 15_000

/**
 * Opens everything on the data folder: its claim, the database, the host with its bundles, the API. What was opened is
 * closed again when a later step fails.
 */
export const openBacklot = async ({ config, logger, command, work, keep = false, port }: OpenOptions): Promise<OpenBacklot> => {
  const opened: (() => Promise<void>)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close()
  }
  try {
    const claim = await claimFolder(config.data, command, folderPatienceMs)
    opened.push(claim.release)
    const database = await openDatabase(config.data, config.database.url)
    opened.push(database.close)
    const composition = compose({ config, database, logger })
    opened.push(composition.close)
    await composition.host.start({ work })
    opened.push(async () => await composition.host.stop())
    if (work) await composition.settle()
    const server = port === undefined ? undefined : await serveApp(composition.app, config.server.bind, port)
    if (server !== undefined) {
      opened.push(server.close)
      await claim.announce(server.url)
    }
    if (keep) {
      await composition.keeper.start()
      opened.push(composition.keeper.stop)
      await composition.teller.started()
      opened.push(composition.teller.stopping)
    }
    let closing: Promise<void> | undefined
    return {
      ...composition,
      url: server?.url,
      close: async () => {
        composition.events.close()
        closing ??= closeAll()
        await closing
      },
    }
  } catch (error) {
    await closeAll().catch((cause: unknown) => logger.warn({ error: String(cause) }, 'Closing after a failed start failed too'))
    throw error
  }
}
