import type { Bundle } from '../bundle.ts'
import type { Worker } from '../worker.ts'

/** The worker of each kind that the bundles bring, also by the kind's older names. Throws when two bring the same, and says which. */
export const workerTable = (bundles: readonly Bundle[]): Map<string, Worker> => {
  const owners = new Map<string, string>()
  const workers = new Map<string, Worker>()
  const own = bundles.flatMap(({ name, workers: ofBundle }) => ofBundle.map((worker) => ({ name, worker })))
  const kinds = own.flatMap(({ name, worker }) =>
    [worker.definition.kind, ...worker.definition.aliases].map((kind) => ({ kind, name, worker })),
  )
  for (const { kind, name, worker } of kinds) {
    const owner = owners.get(kind)
    if (owner !== undefined) {
      throw new Error(`Two workers for kind "${kind}": one in ${owner}, one in ${name}. A host takes one for each kind.`)
    }
    owners.set(kind, name)
    workers.set(kind, worker)
  }
  return workers
}
