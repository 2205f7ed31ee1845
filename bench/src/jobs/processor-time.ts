import { readdir, readFile } from 'node:fs/promises'

/** Milliseconds of processor time that this process and the store's processes have used. */
export interface ProcessorTime {
  node: number
  /** Undefined where the system does not tell (it is read from /proc). */
  store: number | undefined
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const msPerTick = 10

/** Reads both; the store is the process `storePid` with all its children, also those that have ended. */
export const readProcessorTime = async (storePid: number): Promise<ProcessorTime> => {
  const { user, system } = process.cpuUsage()
  return { node: (user + system) / 1_000, store: await readFamily(storePid).catch(() => undefined) }
}

const readFamily = async (parent: number): Promise<number> => {
  const own = await readStat(parent)
  if (own === undefined) throw new Error(`Process ${parent} is gone`)
  let ticks = own.self + own.ended
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await readStat(Number(entry)) : undefined
    if (stat?.parent === parent) ticks += stat.self
  }
  return ticks * msPerTick
}

const readStat = async (pid: number): Promise<{ parent: number; self: number; ended: number } | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // The name in brackets may hold anything; what follows it is numbers, from the third field on (see proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (position: number): number => Number(fields[position - 3])
  return { parent: field(4), self: field(14) + field(15), ended: field(16) + field(17) }
}
