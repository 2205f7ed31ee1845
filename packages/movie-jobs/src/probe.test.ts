import { systemClock } from '@backlot/jobs'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

test('containers are read after a scan; a damaged file is a warning until it is replaced', async () => {
  const probe = {
    probe: async (path: string) =>
      await Promise.resolve(
        path.includes('Broken')
          ? ({ readable: false, reason: 'damaged', detail: `${path} holds no video.` } as const)
          : ({ readable: true, container: 'matroska', durationSeconds: 5_400, video: [], audio: [], subtitles: [], tags: {} } as const),
      ),
  }
  await using library = await setupLibrary({ 'Fine (1950).mkv': 'a', 'Broken (1951).mkv': 'b' }, { probe: probe as never })
  await library.scan()
  expect((await library.probe()).result).toEqual({ probed: 1, damaged: 1, failed: 0 })
  expect(await library.film('Fine')).toMatchObject({ runtimeMinutes: 90, provenance: { runtimeMinutes: 'container' } })
  expect(await library.problems()).toMatchObject([{ kind: 'damaged file', severity: 'warning', path: expect.stringMatching(/Broken/) }])
  expect((await library.probe()).result).toEqual({ probed: 0, damaged: 0, failed: 0 })
  expect(await library.scan()).toMatchObject({ problems: 0, warnings: 1 })
})

test('a probe that hangs is given up after a minute, and holds up no other file', async () => {
  // Time passes when something waits for it; not while the library is scanned, which would take the folder for one that hangs.
  const clock = { ...systemClock, setTimeout: (then: () => void, ms: number) => systemClock.setTimeout(then, ms / 1_000) }
  const probe = {
    probe: async (path: string) =>
      path.includes('Hangs')
        ? await new Promise<never>(() => {})
        : await Promise.resolve({
            readable: true,
            container: 'matroska',
            durationSeconds: 60,
            video: [],
            audio: [],
            subtitles: [],
            tags: {},
          } as const),
  }
  await using library = await setupLibrary({ 'Hangs (1950).mkv': 'a', 'Fine (1951).mkv': 'b' }, { probe: probe as never })
  await library.scan()
  library.ports.clock = clock
  expect((await library.probe()).result).toEqual({ probed: 1, damaged: 0, failed: 1 })
  for (const failed of [1, 1, 0]) expect((await library.probe()).result).toEqual({ probed: 0, damaged: 0, failed })
  expect(await library.problems()).toMatchObject([{ message: expect.stringContaining('did not answer in 60 s') }])
})

test('a file that never answers is given up, and left alone after three attempts', async () => {
  const probe = { probe: async () => await Promise.resolve({ readable: false, reason: 'read error', detail: 'It hangs.' } as const) }
  await using library = await setupLibrary({ 'Slow (1950).mkv': 'a' }, { probe })
  await library.scan()
  for (const failed of [1, 1, 1, 0]) expect((await library.probe()).result).toEqual({ probed: 0, damaged: 0, failed })
  expect(await library.problems()).toMatchObject([{ message: 'It hangs.' }])
})
