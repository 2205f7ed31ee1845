import { access, constants, opendir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DoctorCheck } from '../http/system-service.ts'

/** How many folders below a root are tried; a denied one is mostly near the top. */
const mostFolders = 500

/** Whether a root and the folders right below it can be read; names the first path that is denied, and who is asking. */
export const checkFolderAccess = async (name: string, root: string): Promise<DoctorCheck> => {
  const denied = (await firstDenied(ancestors(root))) ?? (await firstDenied(await foldersIn(root)))
  if (denied === undefined) return { name, status: 'ok', message: `${root} can be read` }
  if (denied.missing)
    return { name, status: 'failed', message: `${denied.path} is not there`, fix: 'Mount it, or remove the library if it is gone for good' }
  const { uid, gid, mode } = await stat(denied.path)
  const [ourUid, ourGid] = [process.getuid?.(), process.getgid?.()]
  const theirs = `owned by ${uid}:${gid}, mode ${(mode & 0o777).toString(8)}`
  return {
    name,
    status: 'failed',
    message: `${denied.path} may not be read by user ${ourUid}:${ourGid} (${theirs})`,
    fix: `sudo setfacl -R -m u:${ourUid}:rX ${quoted(denied.path)}   (or: sudo chmod -R o+rX ${quoted(denied.path)})`,
  }
}

const ancestors = (path: string): string[] => (dirname(path) === path ? [path] : [...ancestors(dirname(path)), path])

const firstDenied = async (folders: readonly string[]): Promise<{ path: string; missing: boolean } | undefined> => {
  for (const path of folders) {
    const error = await access(path, folders.at(-1) === path ? constants.R_OK | constants.X_OK : constants.X_OK).then(
      () => undefined,
      (reason: NodeJS.ErrnoException) => reason,
    )
    if (error !== undefined) return { path, missing: error.code !== 'EACCES' && error.code !== 'EPERM' }
  }
  return undefined
}

const foldersIn = async (root: string): Promise<string[]> => {
  const folders: string[] = []
  const entries = await opendir(root).catch(() => undefined)
  if (entries === undefined) return []
  for await (const entry of entries) {
    if (entry.isDirectory()) folders.push(join(root, entry.name))
    if (folders.length === mostFolders) break
  }
  return folders
}

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`
