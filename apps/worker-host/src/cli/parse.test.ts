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

  it('groups listings, a JSON array of paths a line', async () => {
    const films = ['Greed (1924)/Greed cd1.avi', 'Greed (1924)/Greed cd2.avi', 'Greed (1924)/Greed-trailer.mp4', 'M (1931)/M (1931).mkv']
    const episodes = ['The Lighthouse/Season 1/S01E01.mkv', 'The Lighthouse/Season 1/S01E02E03.mkv']
    const input = `movie\t${JSON.stringify(films)}\n${JSON.stringify(episodes)}\n`
    const { output, code } = await runCommand(['parse', '--listing', '-', '--json'], { input })
    expect(code).toBe(0)
    expect(parseLines(output)).toMatchObject([
      [
        { title: 'Greed', year: 1924, files: [{ part: 1 }, { part: 2 }], extras: [{ extraType: 'trailer' }] },
        { title: 'M', year: 1931, files: [{ path: films[3] }] },
      ],
      [{ episodes: [1] }, { episodes: [2, 3] }],
    ])
    expect((await runCommand(['parse', '--listing', JSON.stringify(films)])).output).toContain(
      'Greed (1924)\n  Greed (1924)/Greed cd1.avi\tpart 1\n',
    )
    expect((await runCommand(['parse', '--listing', 'no listing'])).code).toBe(2)
  })

  it('writes a line for people without --json', async () => {
    const { output } = await runCommand(['parse', 'Metropolis (1927).mkv'])
    expect(output).toBe('Metropolis (1927).mkv\tMetropolis (1927)\n')
  })
})
