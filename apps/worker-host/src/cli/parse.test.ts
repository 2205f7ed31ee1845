import { describe, expect, it } from 'vitest'
import { runCommand } from './test-terminal.ts'

const parseLines = (output: string): Record<string, unknown>[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('backlot parse', () => {
  it('says what a name means, one JSON object a name', async () => {
    const { code, output } = await runCommand(['parse', '--json', 'Metropolis (1927).mkv', 'Nosferatu.1922.1080p.BluRay.x264-GRP.mkv'])
    expect(code).toBe(0)
    expect(parseLines(output)).toMatchObject([
      { title: 'Metropolis', year: 1927, episodes: [], ids: {} },
      { title: 'Nosferatu', year: 1922, resolution: '1080p', source: 'bluray', releaseGroup: 'GRP' },
    ])
  })

  it('reads lines from stdin in order, typed by a word and a tab, whatever ends them', async () => {
    const input = 'tvshow\tThe Lighthouse S02E03.mkv\r\nmovie\tSunrise (1927).mkv\n\nThe General (1926)/The General.mkv'
    const { output } = await runCommand(['parse', '-', '--json'], { input })
    const parsed = parseLines(output)
    expect(parsed).toHaveLength(4)
    expect(parsed[0]).toMatchObject({ title: 'The Lighthouse', season: 2, episodes: [3] })
    expect(parsed[1]).toMatchObject({ title: 'Sunrise', year: 1927 })
    expect(parsed[3]).toMatchObject({ title: 'The General', year: 1926 })
  })

  it('takes the type of names without one from --type', async () => {
    const { output } = await runCommand(['parse', '--type', 'movie', '--json', 'The Phantom Carriage 1921 S01E02.mkv'])
    expect(parseLines(output)[0]).toMatchObject({ episodes: [] })
  })

  it('leaves out the reasons unless they are asked for', async () => {
    const [bare] = parseLines((await runCommand(['parse', '--json', 'Faust (1926).mkv'])).output)
    const [full] = parseLines((await runCommand(['parse', '--json', '--reasons', 'Faust (1926).mkv'])).output)
    expect(bare).not.toHaveProperty('reasons')
    expect(full).toHaveProperty('reasons')
  })

  it('writes a line for people without --json', async () => {
    const { output } = await runCommand(['parse', 'Metropolis (1927).mkv'])
    expect(output).toBe('Metropolis (1927).mkv\tMetropolis (1927)\n')
  })
})
