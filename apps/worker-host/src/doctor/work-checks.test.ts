import { expect, test } from 'vitest'
import type { LibraryView } from '../http/library-schema.ts'
import { watchingCheck } from './work-checks.ts'

const watching = async (...watched: Partial<LibraryView['roots'][number]>[]) => {
  const roots = watched.map((root, index) => ({ path: `/media/${index}`, status: 'online' as const, ...root }))
  return await watchingCheck({ libraries: async () => await Promise.resolve([{ name: 'films', roots } as LibraryView]) }).run()
}

test('a folder whose changes are not all noticed is a warning that says why; one that need not be watched is none', async () => {
  expect(await watching({}, { watched: true })).toEqual({ status: 'ok', message: 'watched: 1' })
  expect(await watching({ watched: true, notWatched: 'the limit is reached' }, { watched: false, notWatched: 'nfs4' })).toMatchObject({
    status: 'warning',
    message: 'watched: 1; of /media/0 (and 1 more) not all changes are noticed: the limit is reached',
  })
})
