import { mkdir } from 'node:fs/promises'
import { createHostFile, readHostFile, removeHostFile, replaceHostFile, type HostFile } from './host-file.ts'
import { isAlive, processStart } from './process-identity.ts'

/** The data folder, which one process at a time works on. */
export interface FolderClaim {
  /** Says where the API answers, so that commands talk to it. */
  announce: (url: string) => Promise<void>
  release: () => Promise<void>
}

/** Another process works on the data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
}

/**
 * Takes the data folder for this process. A process that is gone loses it at once; one that lives and serves no API (a
 * command) is waited for up to `waitMs`. Throws a FolderInUseError that says who has it.
 */
export const claimFolder = async (folder: string, command: string, waitMs: number): Promise<FolderClaim> => {
  await mkdir(folder, { recursive: true })
  const started = await processStart(process.pid)
  const content: HostFile = { pid: process.pid, command, ...(started === undefined ? {} : { started }) }
  const end = Date.now() + waitMs
  while (!(await createHostFile(folder, content))) {
    const holder = await readHostFile(folder)
    if (holder === undefined) continue
    if (holder !== 'unreadable' && !(await isAlive(holder.pid, holder.started))) await removeHostFile(folder)
    else if (holder !== 'unreadable' && holder.url !== undefined) throw inUse(folder, holder)
    else if (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100))
    else if (holder === 'unreadable') await removeHostFile(folder)
    else throw inUse(folder, holder)
  }
  return {
    announce: async (url) => await replaceHostFile(folder, { ...content, url }),
    release: async () => await removeHostFile(folder),
  }
}

const inUse = (folder: string, { pid, command, url }: HostFile): FolderInUseError => {
  const what = url === undefined ? `"backlot ${command}" (pid ${pid})` : `a host (pid ${pid}, ${url})`
  return new FolderInUseError(`The data folder ${folder} is in use by ${what}. Stop it, or choose another folder with --data.`)
}
