import { readHostFile } from './host-file.ts'
import { isAlive } from './process-identity.ts'

/** A host that serves an API on the data folder. */
export interface RunningHost {
  url: string
  pid: number
}

/** The host that runs on a data folder, checked to be alive and to be that one; undefined when none does. */
export const findHost = async (folder: string): Promise<RunningHost | undefined> => {
  const holder = await readHostFile(folder)
  if (holder === undefined || holder === 'unreadable' || holder.url === undefined) return undefined
  if (!(await isAlive(holder.pid, holder.started))) return undefined
  const pid = await fetch(`${holder.url}/healthz`, { signal: AbortSignal.timeout(5_000) })
    .then(async (response) => ((await response.json()) as { pid?: unknown }).pid)
    .catch(() => undefined)
  return pid === holder.pid ? { url: holder.url, pid: holder.pid } : undefined
}
