import { startTmdbSimulator, type TmdbSimulator, type TmdbSimulatorOptions } from '@backlot/simulators'
import type { MetadataProvider } from '../metadata-provider.ts'
import { createTmdbProvider, type TmdbOptions } from './tmdb-provider.ts'

/** TMDb's provider on a simulated TMDb, for one test. */
export interface TestTmdb extends AsyncDisposable {
  simulator: TmdbSimulator
  tmdb: Required<MetadataProvider>
  signal: AbortSignal
}

/** Starts a simulated TMDb and the provider that asks it. */
export const setupTmdb = async (overrides: Partial<TmdbOptions> = {}, simulated: TmdbSimulatorOptions = {}): Promise<TestTmdb> => {
  const simulator = await startTmdbSimulator(simulated)
  const { url, imageUrl, token } = simulator
  const tmdb = createTmdbProvider({ url, imageUrl, token, ...overrides }) as Required<MetadataProvider>
  return {
    simulator,
    tmdb,
    signal: new AbortController().signal,
    [Symbol.asyncDispose]: async () => await simulator[Symbol.asyncDispose](),
  }
}
