import { systemClock, type Clock } from '../clock.ts'
import { toMilliseconds, type Duration } from '../define/duration.ts'
import { PermanentError } from '../define/job-error.ts'
import { worker, type Worker } from '../worker.ts'
import { cleanUp } from './args.ts'
import type { CleanupTarget } from './ports.ts'

/** Runs `cleanup`: one target, or all of them one after the other. */
export const cleanupWorker = (targets: readonly CleanupTarget[], clock: Clock = systemClock): Worker =>
  worker(cleanUp, async ({ args: { target, olderThan, batchSize, dryRun }, signal, progress }) => {
    const chosen = target === 'all' ? targets : targets.filter(({ name }) => name === target)
    if (target !== 'all' && chosen.length === 0) {
      throw new PermanentError(`There is no cleanup target "${target}"; known: all, ${targets.map(({ name }) => name).join(', ')}`)
    }
    const before = new Date(clock.now() - toMilliseconds(olderThan as Duration))
    const deleted: Record<string, number> = {}
    for (const [index, chosenTarget] of chosen.entries()) {
      signal.throwIfAborted()
      progress({ phase: 'cleaning up', current: index, total: chosen.length, message: chosenTarget.name })
      deleted[chosenTarget.name] = (await chosenTarget.run({ olderThan: before, batchSize, dryRun, signal })).deleted
    }
    progress({ current: chosen.length, message: '' })
    return { dryRun, deleted }
  })
