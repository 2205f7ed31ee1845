// Draws docs/picture.svg from a real run: node --conditions=@backlot/source docs/make-picture.ts
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const host = ['--conditions=@backlot/source', join(root, 'apps/worker-host/src/main.ts')]

/** What a person types, and what the command answers, on stdout and stderr as a terminal shows them. */
const run = (shown: string, args: readonly string[], data: string): string[] => {
  const command = [process.execPath, ...host, ...args, '--data', data].map((word) => `'${word}'`).join(' ')
  const { stdout, status } = spawnSync('sh', ['-c', `${command} 2>&1`], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (status !== 0) throw new Error(`${shown} ended with ${status}: ${stdout}`)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(`${root}/`, ''))
  return [`$ ${shown}`, ...lines, '']
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const clipped = (line: string): string => (line.length > 118 ? `${line.slice(0, 117)}…` : line)

const draw = (lines: readonly string[]): string => {
  const height = lines.length * 18 + 52
  const rows = lines.map((line, index) => {
    const colour = line.startsWith('$') ? '#7ee787' : /^ *(warning|problem):/.test(line) ? '#e3b341' : '#e6edf3'
    return `<text x="20" y="${54 + index * 18}" fill="${colour}" xml:space="preserve">${escaped(clipped(line))}</text>`
  })
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, index) => `<circle cx="${22 + index * 20}" cy="18" r="6" fill="${colour}"/>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="920" height="${height}" role="img" aria-label="A terminal: backlot scans the sample library, finds a film, and lists its jobs">`,
    `<rect width="920" height="${height}" rx="10" fill="#0d1117"/>`,
    ...lights,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="12.5">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

const data = mkdtempSync(join(tmpdir(), 'backlot-picture-'))
try {
  const lines = [
    ...run('npx pnpm@12 start --once', ['start', '--sample', 'examples/library', '--once'], data),
    ...run('npx pnpm@12 --silent backlot search "metropolis 1927"', ['search', 'metropolis 1927'], data),
    ...run('npx pnpm@12 --silent backlot jobs list', ['jobs', 'list'], data),
  ]
  writeFileSync(join(import.meta.dirname, 'picture.svg'), draw(lines))
} finally {
  rmSync(data, { recursive: true, force: true })
}
