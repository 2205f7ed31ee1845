import { symlink } from 'node:fs/promises'
import { catalogMigrations, keepMissing, listLibraries, listMissing, removeMissing, writeFiles, type FileToWrite } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { createTempFolder, openTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import type { LibraryDatabase } from '../library-database.ts'
import { libraryMigrations } from '../library-migrations.ts'
import { addLibrary } from './add-library.ts'
import { isLibraryError } from './library-error.ts'

const setup = async () => {
  const folder = await createTempFolder()
  await folder.write({ 'films/a.mkv': 'a', 'films/deep/b.mkv': 'b', 'other/c.mkv': 'c', file: '' })
  const database = await openTestDatabase<LibraryDatabase>({
    template: 'library',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations])),
  })
  const { db } = database
  return {
    db,
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('a library is added with its roots, and listed by id or name', async () => {
  await using at = await setup()
  await symlink(`${at.path}/films`, `${at.path}/link`)
  const id = await addLibrary(at.db, { name: ' Films ', type: 'movie', paths: [`${at.path}/link`] })
  const counts = { found: 0, matched: 0, unmatched: 0, ignored: 0, extras: 0, missing: 0 }
  const films = {
    id,
    name: 'Films',
    type: 'movie',
    enabled: true,
    scanOnStart: true,
    roots: [{ path: `${at.path}/films`, status: 'new' }],
    counts,
  }
  expect(await listLibraries(at.db)).toMatchObject([films])
  expect(await listLibraries(at.db, 'films')).toMatchObject([films])
  expect(await listLibraries(at.db, id)).toMatchObject([films])
  expect(await listLibraries(at.db, 'nothing')).toEqual([])
})

test('roots that overlap, are no folders or are missing, and names that are taken, are refused with what is wrong', async () => {
  await using at = await setup()
  await addLibrary(at.db, { name: 'Films', type: 'movie', paths: [`${at.path}/films`] })
  const refused = async (paths: string[], name = 'Second'): Promise<string> => {
    const error: unknown = await addLibrary(at.db, { name, type: 'movie', paths }).catch((failure: unknown) => failure)
    return isLibraryError(error) ? error.message : 'accepted'
  }
  expect(await refused([`${at.path}/films/deep`])).toContain('overlaps')
  expect(await refused([at.path])).toContain('overlaps')
  expect(await refused([`${at.path}/other`, `${at.path}/other`])).toContain('overlaps')
  expect(await refused([`${at.path}/file`])).toContain('is not a folder')
  expect(await refused([`${at.path}/nothing`])).toContain('ENOENT')
  expect(await refused([])).toContain('at least one folder')
  expect(await refused([`${at.path}/other`], 'FILMS')).toContain('already')
  expect(await listLibraries(at.db)).toHaveLength(1)
})

test('missing files are listed with why they are still known, kept, and removed by hand; others are never removed', async () => {
  await using at = await setup()
  const libraryId = await addLibrary(at.db, { name: 'Films', type: 'movie', paths: [`${at.path}/films`] })
  const [library] = await listLibraries(at.db)
  const rootId = library?.roots[0]?.id ?? ''
  const file = (name: string): FileToWrite => ({
    rootId,
    folder: '',
    name,
    itemFolder: '',
    size: 1,
    mtimeNs: '1',
    device: '1',
    inode: name,
    fingerprint: null,
    role: 'feature',
    extraType: null,
    part: null,
    edition: null,
    version: null,
    facts: null,
    itemId: null,
    match: null,
    state: 'unmatched',
  })
  await writeFiles(at.db, libraryId, [file('a.mkv'), file('b.mkv'), file('c.mkv')])
  await at.db.updateTable('backlot.files').set({ missing_since: new Date() }).where('name', '<>', 'c.mkv').execute()
  const [a, b] = await listMissing(at.db, { libraryId })
  expect([a, b]).toMatchObject([
    { path: `${at.path}/films/a.mkv`, why: 'grace', item: null },
    { path: `${at.path}/films/b.mkv`, why: 'grace' },
  ])
  expect(await keepMissing(at.db, [a?.id ?? ''])).toBe(1)
  expect((await listMissing(at.db)).map(({ why }) => why)).toEqual(['kept', 'grace'])
  const all = await at.db.selectFrom('backlot.files').select('id').execute()
  const removed = async () => await Promise.resolve()
  expect(
    await removeMissing(
      at.db,
      all.map(({ id }) => id),
      removed,
    ),
  ).toBe(2)
  expect(await at.db.selectFrom('backlot.files').select('name').execute()).toEqual([{ name: 'c.mkv' }])
})
