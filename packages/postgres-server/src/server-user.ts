import { spawn } from 'node:child_process'
import { access, constants, readFile, stat } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { PostgresServerError } from './server-error.ts'

/** Who the server's programs run as: ourselves, or (PostgreSQL refuses root) an unprivileged user of the system. */
export interface ServerUser {
  uid?: number
  gid?: number
  /** True when that user cannot pass through a folder above the files, so that it must be lent the right to look things up. */
  needsSearch: boolean
}

/**
 * Chooses the user for a server whose files lie at `paths`. Not root: ourselves. Root: the owner of an existing data
 * folder, else `postgres`, else `nobody`; no user is created.
 */
export const chooseServerUser = async (dataDir: string, paths: readonly string[]): Promise<ServerUser> => {
  if (process.getuid?.() !== 0) return { needsSearch: false }
  const owner = await stat(dataDir).catch(() => undefined)
  const ids = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await unprivilegedUser()
  const open = await Promise.all(paths.map(everyoneMayPass))
  return { ...ids, needsSearch: open.includes(false) }
}

const unprivilegedUser = async (): Promise<{ uid: number; gid: number }> => {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (user === undefined) {
    throw new PostgresServerError(
      'PostgreSQL does not run as root, and this system has no user "postgres" or "nobody" to run it as. Start as another user, or set DATABASE_URL.',
    )
  }
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** Whether every folder above `path` lets others pass (mode o+x). */
const everyoneMayPass = async (path: string): Promise<boolean> => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const mode = (await stat(folder)).mode
    if ((mode & 0o001) === 0) return false
    if (folder === parse(folder).root) return true
  }
}

/** Runs a program of the server as that user and resolves with its output; rejects with the end of it when it fails. */
export const runAs = async (user: ServerUser, command: string, args: readonly string[]): Promise<string> => {
  const [program, programArgs, identity] = await asUser(user, command, args)
  return await new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(program, programArgs, { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-4_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    // 'exit', not 'close': the server that pg_ctl leaves behind may hold the pipes open.
    child.on('exit', (code) => {
      child.stdout.destroy()
      child.stderr.destroy()
      if (code === 0) resolve(output)
      else reject(new PostgresServerError(`${command} failed with code ${code ?? 'none'}: ${output.trim()}`))
    })
  })
}

type Spawned = [program: string, args: readonly string[], identity: { uid?: number; gid?: number }]

const asUser = async (user: ServerUser, command: string, args: readonly string[]): Promise<Spawned> => {
  if (user.uid === undefined || user.gid === undefined) return [command, args, {}]
  if (!user.needsSearch) return [command, args, { uid: user.uid, gid: user.gid }]
  const setpriv = await firstExecutable(['/usr/bin/setpriv', '/bin/setpriv'])
  if (setpriv === undefined) {
    throw new PostgresServerError(
      `PostgreSQL does not run as root, and the user it would run as (uid ${user.uid}) may not enter the folders above its files. ` +
        'Start as another user, choose a folder that others may pass through (--data), or set DATABASE_URL.',
    )
  }
  // The one right lent is to look things up below folders that are closed to others (a 0700 home, a mktemp folder).
  const lend = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search', '--clear-groups']
  return [setpriv, [`--reuid=${user.uid}`, `--regid=${user.gid}`, ...lend, '--', command, ...args], {}]
}

const firstExecutable = async (paths: readonly string[]): Promise<string | undefined> => {
  for (const path of paths) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return path
  }
  return undefined
}
