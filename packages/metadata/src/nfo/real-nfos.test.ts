import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isNfoError } from './nfo-error.ts'
import type { NfoProblem } from './nfo-error.ts'
import { parseEpisodeNfos } from './parse-episode-nfos.ts'
import { parseMovieNfo } from './parse-movie-nfo.ts'
import { parseSeriesNfo } from './parse-series-nfo.ts'

// NFOs that other programs wrote are not ours to pass on; whoever has some names their folder.
const folder = process.env['BACKLOT_TEST_NFOS'] ?? ''

test('each real NFO is read by one of the parsers, or refused with a reason', ({ skip }) => {
  skip(!existsSync(folder), 'BACKLOT_TEST_NFOS names no folder with NFO files')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.nfo'))) {
    const content = readFileSync(join(folder, name))
    const problems = [parseMovieNfo, parseSeriesNfo, parseEpisodeNfos].map((parse) => problemOf(() => parse(content)))
    expect(problems, name).not.toContain('not well-formed')
    expect(
      problems.filter((problem) => problem !== undefined && problem !== 'wrong root' && problem !== 'no metadata'),
      name,
    ).toEqual([])
  }
})

function problemOf(parse: () => unknown): NfoProblem | undefined {
  try {
    parse()
    return undefined
  } catch (error) {
    if (isNfoError(error)) return error.problem
    throw error
  }
}
