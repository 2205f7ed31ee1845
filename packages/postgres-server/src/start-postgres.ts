import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { findServerBinaries } from './server-binaries.ts'
import { PostgresServerError } from './server-error.ts'
import { chooseServerUser, runAs, type ServerUser } from './server-user.ts'

export interface StartPostgresOptions {
  /** The folder that is the server's own: cluster, password, log. Made when it does not exist, kept between starts. */
  folder: string
  /** Settings of `postgresql.conf` on top of ours, for instance `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
  /** The port on 127.0.0.1. Default: one that is free, another at each start. */
  port?: number
}

/** A PostgreSQL server that answers on loopback. */
export interface PostgresServer {
  /** Connection string of the database `postgres`, as the superuser. Holds the password: never log it. */
  url: string
  port: number
  pid: number
  /** True when the server was already running (its host was killed) and was taken over. */
  adopted: boolean
  /** Ends the server in its fast mode: open connections are closed, everything committed is on disk. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL server of a folder, creating it the first time, or adopts the one that a killed process left
 * running there. The server is not a child of this process: it survives a kill -9 and a Ctrl-C on the terminal, and
 * ends by `stop()`. Rejects with a PostgresServerError that says what to do.
 */
export const startPostgres = async ({ folder, settings = {}, port: wantedPort }: StartPostgresOptions): Promise<PostgresServer> => {
  const binaries = await findServerBinaries()
  const cluster = join(folder, 'cluster')
  await mkdir(folder, { recursive: true })
  const user = await chooseServerUser(cluster, [cluster, binaries.postgres])
  const password = await keptPassword(join(folder, 'password'))
  const server = { cluster, user, password, pgCtl: binaries.pg_ctl }

  const running = await findRunning(cluster, password)
  if (running) return handle(server, { ...running, adopted: true })

  if (!(await exists(join(cluster, 'PG_VERSION')))) await createCluster(server, binaries.initdb, folder)
  const port = wantedPort ?? (await freePort())
  const options = Object.entries({ ...ourSettings(port), ...settings }).map(([name, value]) => `-c ${name}=${value}`)
  const log = join(cluster, 'server.log')
  await rm(log, { force: true })
  await runAs(user, server.pgCtl, ['start', '-w', '-t', '60', '-D', cluster, '-l', log, '-o', options.join(' ')]).catch(
    async (error: unknown) => {
      const tail = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')
      throw new PostgresServerError(`PostgreSQL did not start in ${cluster}:\n${tail}`, { cause: error })
    },
  )
  const started = await findRunning(cluster, password)
  if (!started) throw new PostgresServerError(`PostgreSQL started in ${cluster} and does not answer; see ${log}`)
  return handle(server, { ...started, adopted: false })
}

interface Cluster {
  cluster: string
  user: ServerUser
  password: string
  pgCtl: string
}

interface Running {
  pid: number
  port: number
}

const handle = ({ cluster, user, password, pgCtl }: Cluster, running: Running & { adopted: boolean }): PostgresServer => ({
  ...running,
  url: connectionString(running.port, password),
  stop: async () => {
    await runAs(user, pgCtl, ['stop', '-w', '-t', '60', '-m', 'fast', '-D', cluster])
  },
})

const connectionString = (port: number, password: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

/** Loopback TCP only: a socket's path in a deep data folder would pass the 107 bytes that the system allows. */
const ourSettings = (port: number): Record<string, string> => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: "''",
  max_connections: '100',
  // Of passwords that somebody else sets: PostgreSQL's own default, and not what the cluster was made with.
  scram_iterations: '4096',
  jit: 'off',
})

/** The server that postmaster.pid speaks of, when it lives and takes our password; a stale file is removed. */
const findRunning = async (cluster: string, password: string): Promise<Running | undefined> => {
  const pidFile = join(cluster, 'postmaster.pid')
  const lines = await readFile(pidFile, 'utf8').then(
    (text) => text.split('\n'),
    () => undefined,
  )
  if (lines === undefined) return undefined
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  // A folder that was copied while its server ran has the file of that server, which is not ours to take.
  if (lines[1] !== (await realpath(cluster))) {
    await rm(pidFile, { force: true })
    return undefined
  }
  if (await answers(port, password)) return { pid, port }
  if (await isPostgres(pid)) {
    throw new PostgresServerError(
      `A PostgreSQL server (pid ${pid}) holds ${cluster} and does not answer. Wait for it, or stop that process.`,
    )
  }
  await rm(pidFile, { force: true })
  return undefined
}

const answers = async (port: number, password: string): Promise<boolean> => {
  // A server that recovers from a crash refuses connections for a while: give it 30 s.
  for (let attempt = 0; attempt < 300; attempt++) {
    const client = new pg.Client({ connectionString: connectionString(port, password), connectionTimeoutMillis: 5_000 })
    const failure = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    )
    await client.end().catch(() => undefined)
    if (failure === undefined) return true
    const startingUp = failure instanceof Error && 'code' in failure && failure.code === '57P03'
    if (!startingUp) return false
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** Whether that process is a PostgreSQL server; a pid can belong to another program after the machine was restarted. */
const isPostgres = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres')
  return command.includes('postgres')
}

const keptPassword = async (file: string): Promise<string> => {
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return kept.trim()
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, password, { mode: 0o600 })
  return password
}

/** initdb into a folder beside, renamed when whole: a start that was killed half way leaves nothing that looks finished. */
const createCluster = async ({ cluster, user, password }: Cluster, initdb: string, folder: string): Promise<void> => {
  const fresh = join(folder, 'cluster.new')
  const passwordFile = join(folder, 'cluster.password')
  await rm(fresh, { recursive: true, force: true })
  await rm(cluster, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(fresh, user.uid, user.gid)
    await chown(passwordFile, user.uid, user.gid)
  }
  await chmod(fresh, 0o700)
  // The builtin provider makes lower('ÉTÉ') right on every machine, whatever locales it has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    await runAs(user, initdb, [
      '-D',
      fresh,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      // Nobody guesses the password, which is random; more rounds would only take every connection its time.
      '--set=scram_iterations=1',
      ...locale,
      '--no-instructions',
    ])
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(fresh, cluster)
}

const exists = async (path: string): Promise<boolean> =>
  await stat(path).then(
    () => true,
    () => false,
  )

const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new PostgresServerError('The system gave no free port on 127.0.0.1.'))
      })
    })
  })
