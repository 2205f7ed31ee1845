import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as args from '@backlot/notifications/args'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../..')

/** `movie.added` is made by `movieAdded`. */
const builderOf = (type: string): string => type.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase())

/** Every source of ours that runs, but for the package that has the builders. */
const sources = async (): Promise<string> => {
  const texts: string[] = []
  for (const part of ['packages', 'apps']) {
    for (const name of await readdir(join(root, part))) {
      if (name === 'notifications') continue
      const folder = join(root, part, name, 'src')
      const files = await readdir(folder, { recursive: true }).catch(() => [])
      const running = files.filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)(testing|every-kind|day)\//.test(file))
      texts.push(...(await Promise.all(running.map(async (file) => await readFile(join(folder, file), 'utf8')))))
    }
  }
  return texts.join('\n')
}

test('every event that can be told is fired by something that runs', async () => {
  const builders = Object.keys(args.eventTypes).map(builderOf)
  for (const builder of builders) expect(args).toHaveProperty(builder)
  const text = await sources()
  // Named by its import and at least once more.
  const idle = builders.filter((builder) => (text.match(new RegExp(`\\b${builder}\\b`, 'g')) ?? []).length < 2)
  expect(idle).toEqual([])
})
