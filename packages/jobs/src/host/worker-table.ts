import type { Bundle } from '../bundle.ts'
import type { Worker } from '../worker.ts'

/** The worker of each kind that the bundles bring. Throws when two bring the same kind, and says which. */
export const workerTable = (bundles: readonly Bundle[]): Map<string, Worker> => {
  const owners = new Map<string, string>()
  const workers = new Map<string, Worker>()
  for (const { name, workers: own } of bundles) {
    for (const worker of own) {
      const { kind } = worker.definition
      const owner = owners.get(kind)
      if (owner !== undefined)
        throw new Error(`Two workers for kind "${kind}": one in ${owner}, one in ${name}. A host takes one for each kind.`)
      owners.set(kind, name)
      workers.set(kind, worker)
    }
  }
  return workers
}
