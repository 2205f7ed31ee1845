import { readFile } from 'node:fs/promises'

/** When a process started, in the system's own count; undefined where the system does not tell. */
export const processStart = async (pid: number): Promise<string | undefined> => (await statOf(pid))?.[19]

/** The third field of `/proc/PID/stat` and those after it: the second is the program's name in brackets and may hold spaces. */
const statOf = async (pid: number): Promise<string[] | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Whether the process that had this pid at that time still runs. */
export const isAlive = async (pid: number, started: string | undefined): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = await statOf(pid)
  // Dead, and not yet collected by its parent.
  if (stat?.[0] === 'Z') return false
  const startedNow = stat?.[19]
  return started === undefined || startedNow === undefined || started === startedNow
}
