import { execFileSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { eagerAccess, patientAccess, type FolderAccess } from './folder-access.ts'
import { lookIntoFolders } from './look-into-folders.ts'

const signal = new AbortController().signal
const film = { name: 'A Trip.mkv', disc: false, size: 4 }

const ways: [string, () => FolderAccess][] = [
  ['waiting for each answer', () => patientAccess],
  ['asking directly', eagerAccess],
  ['asking directly, of a disk too slow for that', () => eagerAccess(-1)],
]

test.for(ways)('%s: each folder is seen for what it is', async ([, access]) => {
  await using temp = await createTempFolder()
  await temp.write({
    'films/A Trip.mkv': 'film',
    'films/A Trip.nfo': '<movie/>',
    'films/sample.mkv': '',
    'films/more/x.mkv': '',
    'shut/.nomedia': '',
    'hidden/x.mkv': '',
  })
  await symlink('nowhere', `${temp.path}/films/B Trip.mkv`)
  execFileSync('mkfifo', [`${temp.path}/films/C Trip.mkv`])
  const root = temp.path
  const folders = ['films', 'shut', 'hidden', 'not there', 'films/A Trip.mkv'].map((folder) => ({ root, folder, trail: '' }))
  const rules = new Map([[root, new Map([['', ['hidden/']]])]])
  const looks = await lookIntoFolders({ folders, rules }, { access: access(), signal })
  expect(looks.map(({ outcome }) => outcome)).toEqual(['seen', 'hidden', 'ignored', 'gone', 'gone'])
  expect(looks[0]).toMatchObject({
    names: expect.arrayContaining(['A Trip.mkv', 'more', 'sample.mkv']),
    walked: {
      files: [film],
      sidecars: [['A Trip.nfo', 8, expect.any(String)]],
      subfolders: ['more'],
      skipped: { sample: 1, 'broken link': 1 },
      problems: [{ name: 'C Trip.mkv', kind: 'not a file' }],
    },
  })
})

test('a folder that lies above itself is a loop', async () => {
  await using temp = await createTempFolder()
  await temp.write({ 'films/x.mkv': '' })
  const folder = { root: temp.path, folder: 'films', trail: '' }
  const [first] = await lookIntoFolders({ folders: [folder], rules: new Map() }, { access: patientAccess, signal })
  if (first?.outcome !== 'seen') throw new Error('The folder was not seen')
  const trail = `1:1 ${first.identity.device}:${first.identity.inode}`
  const looks = await lookIntoFolders({ folders: [{ ...folder, trail }], rules: new Map() }, { access: patientAccess, signal })
  expect(looks).toEqual([{ outcome: 'loop' }])
})

test('what answers slowly is waited for, what answers at once is not', async () => {
  await using temp = await createTempFolder()
  expect(eagerAccess().lstat(temp.path)).not.toBeInstanceOf(Promise)
  const slow = eagerAccess(-1).lstat(temp.path)
  expect(slow).toBeInstanceOf(Promise)
  expect((await slow).isDirectory()).toBe(true)
})
