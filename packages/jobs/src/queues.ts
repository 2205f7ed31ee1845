/** The queues of the mission with how many jobs of each run at a time in a host: 53 in all. */
export const defaultQueues = { critical: 20, high: 15, default: 10, low: 5, bulk: 3 } as const satisfies Record<string, number>

export interface QueueSizing {
  /** Queues with their slots; a queue that names none gets `maxWorkers`. Default: the five of the mission. */
  queues?: Record<string, number | undefined>
  /** Size of a queue that names none. Default 10. */
  maxWorkers?: number
  /** Scales all queues in proportion to this sum, each at least 1. */
  totalWorkers?: number
}

/** How many jobs of each queue may run at a time in this host. */
export const queueSlots = ({ queues = {}, maxWorkers = 10, totalWorkers }: QueueSizing): Record<string, number> => {
  const sizes = Object.entries({ ...defaultQueues, ...queues }).map(([name, size]) => [name, size ?? maxWorkers] as const)
  const sum = sizes.reduce((total, [, size]) => total + size, 0)
  const scale = totalWorkers === undefined ? 1 : totalWorkers / sum
  return Object.fromEntries(sizes.map(([name, size]) => [name, Math.max(1, Math.round(size * scale))]))
}
