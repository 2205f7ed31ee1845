import { expect, test } from 'vitest'
import { startTestHost } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { heartbeatSeconds, openStorage } from './open-storage.ts'

test('a transaction in which a frozen host says nothing is ended with its heartbeat', async ({ onTestFinished }) => {
  const kit = await startTestHost({ work: false })
  const storage = await openStorage({ url: kit.url, maxConnections: 1, name: 'test', registered: false, logger: silentLogger })
  onTestFinished(async () => {
    await storage.close()
    await kit.close()
  })
  const { rows } = await storage.executeSql('show idle_in_transaction_session_timeout')
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: `${heartbeatSeconds}s` }])
})
