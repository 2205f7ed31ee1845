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

test('a connection that breaks is told of, unless the job database was closed', async ({ onTestFinished }) => {
  const kit = await startTestHost({ work: false })
  onTestFinished(async () => await kit.close())
  const told: string[] = []
  const logger = { ...silentLogger, warn: (_: object, message: string) => void told.push(message) }
  const storage = await openStorage({ url: kit.url, maxConnections: 1, name: 'test', registered: false, logger })
  const broken = new Error('terminating connection due to administrator command')
  storage.boss.emit('error', broken)
  expect(told).toEqual(['The job database reported an error'])
  await storage.close()
  storage.boss.emit('error', broken)
  expect(told).toHaveLength(1)
})
