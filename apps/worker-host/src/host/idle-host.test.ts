import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readlink, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTempFolder, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

const canTrace = async (): Promise<boolean> =>
  await promisify(execFile)('strace', ['-f', '-o', '/dev/null', 'true']).then(
    () => true,
    () => false,
  )

test(
  'below the folders of an idle host that watches them nothing is touched, whatever is asked of it',
  { timeout: 120_000 },
  async ({ skip }) => {
    if (!(await canTrace())) skip('strace is not installed, or not permitted here')
    await using folder = await createTempFolder()
    await folder.write({
      'films/A (1950)/A (1950).mkv': 'a',
      'films/B (1951)/poster.jpg': 'p',
      'films/B (1951)/B (1951).mkv': 'b',
      'backlot.yaml': `data: ${join(folder.path, 'data')}\nserver: { port: 0 }\nlibraries:\n  - { name: films, type: movie, watch: true, paths: [${join(folder.path, 'films')}] }\n`,
    })
    const trace = join(folder.path, 'trace')
    const films = join(folder.path, 'films')
    // Every call that takes a path, of every thread and process of the host.
    const host = spawn(
      'strace',
      [
        '-f',
        '--seccomp-bpf',
        '-qq',
        '-s',
        '4096',
        '-e',
        'trace=%file',
        '-o',
        trace,
        process.execPath,
        '--conditions=@backlot/source',
        main,
        'start',
      ],
      { cwd: folder.path, env: { PATH: process.env['PATH'], HOME: folder.path }, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let said = ''
    host.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    try {
      await waitFor('the host', () => said.includes('Ready: '), { timeoutMs: 90_000 })
      const { url, pid } = JSON.parse(await readFile(join(folder.path, 'data/host.json'), 'utf8')) as { url: string; pid: number }
      const ask = async (path: string): Promise<Record<string, unknown>> =>
        (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>
      const jobsUnderWay = async (): Promise<number> => ((await ask('/api/jobs?state=running&state=available'))['jobs'] as unknown[]).length
      await waitFor('rest', async () => (await jobsUnderWay()) === 0, { timeoutMs: 60_000 })
      expect(await ask('/api/libraries/films')).toMatchObject({ found: 2, roots: [{ watched: true }] })

      const before = (await readFile(trace, 'utf8')).length
      const began = Date.now()
      while (Date.now() - began < 3_000) {
        await sleep(100)
        for (const path of [
          '/api/status',
          '/api/libraries',
          '/api/libraries/films/scans',
          '/api/movies',
          '/api/unmatched',
          '/api/search?q=a',
          '/api/jobs',
          '/healthz',
          '/readyz',
        ])
          await ask(path)
      }
      const idle = (await readFile(trace, 'utf8')).slice(before)
      expect(idle.split('\n').filter((line) => line.includes(films))).toEqual([])
      // Nor is anything below held open, which calls without a path could read.
      const open = await Promise.all(
        (await readdir(`/proc/${pid}/fd`)).map(async (fd) => await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
      )
      expect(open.filter((path) => path.startsWith(films))).toEqual([])

      // The trace does see what happens there.
      await writeFile(join(films, 'A (1950)/movie.nfo'), '<movie><title>A</title></movie>')
      const { id } = (await (
        await fetch(`${url}/api/libraries/films/scan`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
      ).json()) as { id: string }
      await waitFor('a scan', async () => (await ask(`/api/jobs/${id}`))['state'] === 'completed', { timeoutMs: 60_000 })
      expect((await readFile(trace, 'utf8')).slice(before)).toContain(films)
      process.kill(pid, 'SIGTERM')
      await once(host, 'exit')
    } finally {
      host.kill('SIGKILL')
    }
  },
)
