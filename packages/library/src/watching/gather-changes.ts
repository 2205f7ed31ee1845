import type { Clock, ClockTimer } from '@backlot/jobs'

/** What becomes of gathered folders: they are dealt with, or it is too early and they are to be kept. */
export type Taken = 'taken' | 'later'

export interface GatherOptions {
  clock: Clock
  /** A folder is ready once nothing changed in it for so long; it is also the shortest time between two batches. */
  quietMs: number
  /** A folder in which something always changes is ready after so long all the same. */
  longestMs: number
  /** The most folders in a batch. */
  most: number
  /** Takes a batch of folders that are ready, with how many changes were seen in them. Does not reject. */
  take: (folders: readonly string[], changes: number) => Promise<Taken>
}

/** Gathers changes by folder until each is quiet. */
export interface ChangeGatherer {
  /** Notes a change in a folder; cheap, for floods of them. */
  add(folder: string): void
  /** Ends it; what is gathered is forgotten. */
  stop(): void
}

interface Changes {
  first: number
  last: number
  count: number
}

/** Makes a gatherer. It has a timer only while it holds a folder. */
export const gatherChanges = ({ clock, quietMs, longestMs, most, take }: GatherOptions): ChangeGatherer => {
  const folders = new Map<string, Changes>()
  let timer: ClockTimer
  let taking = false
  let stopped = false
  let notBefore = 0

  const readyAt = ({ first, last }: Changes): number => Math.min(last + quietMs, first + longestMs)
  const plan = (): void => {
    if (timer !== undefined || taking || stopped || folders.size === 0) return
    const next = Math.max(notBefore, Math.min(...[...folders.values()].map(readyAt)))
    timer = clock.setTimeout(() => void look(), Math.max(1, next - clock.now()))
  }
  const look = async (): Promise<void> => {
    timer = undefined
    const now = clock.now()
    const ready = [...folders].filter(([, changes]) => readyAt(changes) <= now).slice(0, most)
    if (ready.length > 0 && now >= notBefore) {
      taking = true
      for (const [folder] of ready) folders.delete(folder)
      const paths = outermost(ready.map(([folder]) => folder))
      const changes = ready.reduce((sum, [, { count }]) => sum + count, 0)
      if ((await take(paths, changes)) === 'later')
        for (const [folder, { first, count }] of ready) keep(folder, { first, last: now, count })
      notBefore = clock.now() + quietMs
      taking = false
    }
    plan()
  }
  const keep = (folder: string, { first, last, count }: Changes): void => {
    const known = folders.get(folder)
    folders.set(folder, known === undefined ? { first: last, last, count } : { first, last: known.last, count: known.count + count })
  }
  return {
    add: (folder) => {
      if (stopped) return
      const now = clock.now()
      const known = folders.get(folder)
      folders.set(folder, { first: known?.first ?? now, last: now, count: (known?.count ?? 0) + 1 })
      plan()
    },
    stop: () => {
      stopped = true
      folders.clear()
      clock.clearTimeout(timer)
    },
  }
}

/** A folder stands for those in it. */
const outermost = (folders: readonly string[]): string[] => {
  const outer: string[] = []
  for (const folder of folders.toSorted()) {
    if (!outer.some((above) => folder.startsWith(`${above}/`))) outer.push(folder)
  }
  return outer
}
