import { execFileSync } from 'node:child_process'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

test('a copy has the same fingerprint, another end or size another one', async () => {
  await using folder = await createTempFolder()
  const large = 'x'.repeat(300_000)
  await folder.write({ a: `${large}end`, copy: `${large}end`, tail: `${large}END`, longer: `${large}xend`, empty: '' })
  const print = async (name: string) => await fingerprint(`${folder.path}/${name}`)
  expect(await print('copy')).toBe(await print('a'))
  expect(new Set([await print('a'), await print('tail'), await print('longer'), await print('empty')]).size).toBe(4)
})

test('a pipe is refused without waiting for it', async () => {
  await using folder = await createTempFolder()
  execFileSync('mkfifo', [`${folder.path}/pipe`])
  await expect(fingerprint(`${folder.path}/pipe`)).rejects.toThrow('not a file')
})
