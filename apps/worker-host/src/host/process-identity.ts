import { readFile } from 'node:fs/promises'

/** When a process started, in the system's own count; undefined where the system does not tell. */
export const processStart = async (pid: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The second field is the program's name in brackets and may hold spaces; the start is the 22nd.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

/** Whether the process that had this pid at that time still runs. */
export const isAlive = async (pid: number, started: string | undefined): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const startedNow = await processStart(pid)
  return started === undefined || startedNow === undefined || started === startedNow
}
