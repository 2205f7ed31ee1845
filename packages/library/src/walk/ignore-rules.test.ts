import { expect, test } from 'vitest'
import { createTempFolder } from '@backlot/testing'
import { createIgnoreRules, ignoreAll, readIgnoreRules } from './ignore-rules.ts'

const rules = (patterns: readonly string[], folder = '') => {
  const all = createIgnoreRules()
  all.set(folder, patterns)
  return all
}

test('a pattern without a slash matches a name at any depth', () => {
  expect(rules(['*.avi']).hides('deep/er/film.avi', false)).toBe(true)
  expect(rules(['*.avi']).hides('deep/er/film.mkv', false)).toBe(false)
})

test('a pattern with a slash is relative to the folder of its file', () => {
  expect(rules(['extra/*.mkv'], 'Films').hides('Films/extra/a.mkv', false)).toBe(true)
  expect(rules(['extra/*.mkv'], 'Films').hides('Films/other/extra/a.mkv', false)).toBe(false)
  expect(rules(['/a.mkv'], 'Films').hides('Films/b/a.mkv', false)).toBe(false)
})

test('a pattern that ends with a slash means folders, and hides what is in them', () => {
  expect(rules(['private/']).hides('private', true)).toBe(true)
  expect(rules(['private/']).hides('private', false)).toBe(false)
  expect(rules(['private/']).hides('a/private/film.mkv', false)).toBe(true)
})

test('the last pattern that matches decides, so an exclamation mark takes back', () => {
  expect(rules(['*.avi', '!keep.avi']).hides('keep.avi', false)).toBe(false)
  expect(rules(['!keep.avi', '*.avi']).hides('keep.avi', false)).toBe(true)
})

test('rules without patterns hide all below their folder, and nothing beside', () => {
  expect(rules([ignoreAll], 'a').hides('a', true)).toBe(false)
  expect(rules([ignoreAll], 'a').hides('a/b/c.mkv', false)).toBe(true)
  expect(rules([ignoreAll], 'a').hides('ab', true)).toBe(false)
})

test('an empty marker, one of comments, and .nomedia with anything in it mean all', async () => {
  await using folder = await createTempFolder()
  await folder.write({
    'a/.ignore': '',
    'b/.plexignore': '# nothing\n\n',
    'c/.nomedia': '*.mkv',
    'd/.ignore': '# some\r\n*.mkv\r\n',
    'e/x': '',
  })
  const read = async (name: string, marker: string) => await readIgnoreRules(`${folder.path}/${name}`, [marker])
  expect(await read('a', '.ignore')).toEqual([ignoreAll])
  expect(await read('b', '.plexignore')).toEqual([ignoreAll])
  expect(await read('c', '.nomedia')).toEqual([ignoreAll])
  expect(await read('d', '.ignore')).toEqual(['*.mkv'])
  expect(await read('e', 'x')).toBeUndefined()
})
