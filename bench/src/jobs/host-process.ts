import { bundle, createHost, worker } from '@backlot/jobs'
import { holdKind, type FromHost, type HostProcessOptions, type ToHost } from './start-host-process.ts'

// A host in a process of its own, told by messages: node host-process.ts OPTIONS. It ends with its parent.
const { url, name, lanes }: HostProcessOptions = JSON.parse(process.argv[2] ?? '{}')
const tell = (message: FromHost): void => void process.send?.(message)

const workers = lanes.map((lane) =>
  worker(holdKind(lane), async ({ id, signal }) => {
    const aborted = Promise.withResolvers<never>()
    signal.addEventListener('abort', () => {
      tell({ type: 'aborted', id })
      aborted.reject(signal.reason)
    })
    tell({ type: 'started', id })
    await aborted.promise
  }),
)
const host = createHost({
  database: { url },
  name,
  bundles: [bundle({ name: 'bench', version: '1.0.0', workers })],
  queues: Object.fromEntries(lanes.map((lane) => [lane, 10])),
  drainTimeout: '1ms',
})
process.on('message', (message: ToHost) => {
  if (message.type === 'processor time') {
    const { user, system } = process.cpuUsage()
    tell({ type: 'processor time', ms: (user + system) / 1_000 })
  } else {
    void host.stop().then(() => process.exit(0))
  }
})
process.on('disconnect', () => process.exit(1))
await host.start()
tell({ type: 'ready' })
