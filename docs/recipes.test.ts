import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder, waitFor, type TempFolder } from '@backlot/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../apps/worker-host/src/cli/test-terminal.ts'

const main = join(import.meta.dirname, '../apps/worker-host/src/main.ts')
const page = await readFile(join(import.meta.dirname, 'recipes.md'), 'utf8')
const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.log('No curl on this machine: the commands with it are passed over')
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((command) => hasCurl || !command.startsWith('curl '))

const films = {
  'movies/Metropolis (1927)/Metropolis (1927).mkv': 'not really a film',
  'movies/New films/Sunrise (1927).mkv': 'nor this',
  'movies/Holidays/clip_1.mkv': 'one',
  'movies/Holidays/clip_2.mkv': 'another',
}

let media: TempFolder
let host: { url: string; kill: () => Promise<void> }

beforeAll(async () => {
  media = await createTempFolder()
  await media.write(films)
  // Young files are looked at twice, which takes its time.
  for (const name of Object.keys(films)) await utimes(join(media.path, name), new Date(0), new Date(0))
  host = await startHost()
})
afterAll(async () => {
  await host.kill()
  await media[Symbol.asyncDispose]()
})

const environment = (): Record<string, string> => ({ BACKLOT_DATA: join(media.path, 'data'), BACKLOT_SERVER__PORT: '0' })

/** The host is a process of its own, as in life; the commands run in this one, which is quicker. */
const startHost = async () => {
  const env = { ...environment(), PATH: process.env['PATH'], HOME: media.path }
  const child = spawn(process.execPath, ['--conditions=@backlot/source', main, 'start'], { env })
  const ended = once(child, 'close')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const url = await waitFor('the host', () => /Ready: (\S+)/.exec(said)?.[1], { timeoutMs: 100_000 })
  return {
    url,
    kill: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The words of a command as a shell splits them, folders and address being those of this test. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) =>
    (double ?? single ?? plain ?? '').replaceAll('/media/movies', `${media.path}/movies`).replaceAll('http://127.0.0.1:8484', host.url),
  )

/** Runs a command of the page; a stream is listened to for a moment. */
const run = async (command: string): Promise<{ code: number; output: string; notes: string[] }> => {
  const [program, ...words] = wordsOf(command)
  if (program === 'backlot') return await runCommand(words, { env: environment(), cwd: media.path })
  const child = spawn('curl', [...words, ...(command.endsWith('/api/events') ? ['--max-time', '1'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const [code] = (await once(child, 'close')) as [number]
  return { code, output, notes: [] }
}

/** What tells that a command did what the page says. */
const says: Record<string, RegExp> = {
  'backlot scan films --wait': /4 files found, 4 added/,
  'backlot unmatched list': /clip_1\.mkv/,
  'backlot unmatched match /media/movies/Holidays --title "Our Holidays" --year 1999': /2 files changed/,
  'backlot queue list': /bulk +3 .*paused/,
  'backlot log level debug': /^debug\n$/,
  'backlot queue resize bulk 1': /bulk +1 .*resized/,
  'backlot queue resize bulk default': /bulk +3 /,
  'curl --silent http://127.0.0.1:8484/api/search?q=metropolis': /"title":"Metropolis"/,
  'curl --silent --no-buffer http://127.0.0.1:8484/api/events': /retry/,
}

test('every command of the page works, one after the other', { timeout: 120_000 }, async () => {
  expect(Object.keys(says).filter((command) => !page.includes(`${command}\n`))).toEqual([])
  for (const command of commands) {
    const { code, output, notes } = await run(command)
    // curl ends with 28 because the stream was listened to for a moment only.
    expect({ command, code, notes }).toMatchObject({ command, code: command.endsWith('/api/events') ? 28 : 0 })
    expect(output).toMatch(says[command] ?? /(?:)/)
    expect(output).not.toMatch(/"status":[45]\d\d/)
  }
})
