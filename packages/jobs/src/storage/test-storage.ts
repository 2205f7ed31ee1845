import { startTestHost, type TestHost } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { openStorage, type Storage } from './open-storage.ts'

/** A storage of its own on the database of a test host that works on nothing, for tests of single statements. */
export interface TestStorage {
  kit: TestHost
  storage: Storage
  close: () => Promise<void>
}

/** Starts the host and opens the storage. */
export const startTestStorage = async (): Promise<TestStorage> => {
  const kit = await startTestHost({ work: false })
  const storage = await openStorage({ url: kit.url, maxConnections: 2, name: 'test', registered: false, logger: silentLogger })
  return {
    kit,
    storage,
    close: async () => {
      await storage.close()
      await kit.close()
    },
  }
}
