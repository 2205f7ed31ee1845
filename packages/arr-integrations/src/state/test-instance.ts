import { isArrError } from '../client/arr-error.ts'
import { appName } from '../client/arr-instance.ts'
import type { RadarrClient, SonarrClient } from '../client/create-arr-client.ts'
import { checkPaths, type PathCheck } from '../files/check-paths.ts'
import type { ArrPorts } from '../ports.ts'

/** What came of asking an instance whether all is well. */
export type InstanceTest =
  | { ok: true; version: string; items: number; paths: PathCheck }
  | { ok: false; failure: 'refused' | 'not-found' | 'busy' | 'wrong' | 'unreachable'; message: string }

/** Asks a server who it is and what it has, and whether its folders are in our libraries. */
export const testInstance = async (
  { db }: Pick<ArrPorts, 'db'>,
  client: RadarrClient | SonarrClient,
  { signal }: { signal: AbortSignal },
): Promise<InstanceTest> => {
  const { instance } = client
  try {
    const status = await client.status({ signal })
    const expected = appName(instance.app)
    if (status.appName !== undefined && status.appName !== expected)
      return { ok: false, failure: 'wrong', message: `${instance.url} is a ${status.appName} and not a ${expected}` }
    const folders: string[] = []
    let items = 0
    for await (const row of 'movies' in client ? client.movies({ signal }) : client.allSeries({ signal })) {
      items++
      if (row.ok && row.value.path !== undefined) folders.push(row.value.path)
    }
    return { ok: true, version: status.version ?? 'unknown', items, paths: await checkPaths(db, instance, folders) }
  } catch (error) {
    if (!isArrError(error)) throw error
    return { ok: false, failure: error.failure, message: error.message }
  }
}
