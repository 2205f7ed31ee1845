// A host in a process of its own: node test-host-process.ts URL NAME. Says "ready" on stdout; SIGTERM stops it in good order.
import { bundle } from '../bundle.ts'
import { createHost } from '../host/create-host.ts'
import { worker } from '../worker.ts'
import { systemClock, sleep } from '../clock.ts'
import { openHistory } from './test-history.ts'
import { takeTime } from './test-kind.ts'

const [url = '', name = ''] = process.argv.slice(2)
const history = await openHistory(url)
const work = worker(takeTime, async ({ id, args, attempt, signal }) => {
  await history.record(id, 'start', name, attempt)
  if (args.failFirst && attempt === 1) throw new Error('The first attempt fails')
  await sleep(systemClock, args.ms, args.ignoreSignal ? undefined : signal)
  await history.record(id, 'end', name, attempt)
})
const host = createHost({
  database: { url, maxConnections: 5 },
  name,
  bundles: [bundle({ name: 'hard-to-kill', version: '1.0.0', workers: [work] })],
  drainTimeout: '500ms',
})
process.on('SIGTERM', () => {
  void host.stop().then(async () => {
    await history.close()
    process.exit(0)
  })
})
await host.start()
process.stdout.write('ready\n')
