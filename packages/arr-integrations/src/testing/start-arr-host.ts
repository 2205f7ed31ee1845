import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bundle, createHost, worker, type Host } from '@backlot/jobs'
import { systemJobs } from '@backlot/jobs/system'
import { arrJobs } from '../bundle.ts'
import type { ArrPorts } from '../ports.ts'
import { deliverRadarrWebhook } from '../webhooks/deliver-webhook.ts'
import { readFile, type TestArr } from './test-arr.ts'

/** A host that runs this package's workers, with an address that takes posts of a Radarr called "main". */
export interface ArrHost extends AsyncDisposable {
  host: Host
  webhookUrl: string
}

/** Starts a host on the test's database. */
export const startArrHost = async (arr: TestArr, ports: ArrPorts): Promise<ArrHost> => {
  const host: Host = createHost({
    database: { url: arr.databaseUrl },
    bundles: [
      systemJobs({ db: arr.db, client: () => host.client }),
      { ...arrJobs(ports), schedules: [] },
      bundle({ name: 'test', version: '0', workers: [worker(readFile, async () => await Promise.resolve())] }),
    ],
  })
  await host.start()
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const payload = JSON.parse(text) as Record<string, unknown>
      void host.client
        .insert(deliverRadarrWebhook({ instance: 'main', receivedAt: new Date(), payload }))
        .then(() => response.writeHead(202).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host,
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await host.stop()
    },
  }
}
