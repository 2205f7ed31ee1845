import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyFile, groupListing, isSample, isUnfinished, normalizeTitle, parseEpisodeName, parseMovieName, parsePath } from './index.ts'

const libraryType = fc.constantFrom('movie', 'tvshow', 'auto')

/** Names made of what names are made of, in an order that nobody would choose. */
const atoms = fc.constantFrom(
  ...'S01|E02|1x02|-| - |.|_| |[|]|(|)|{|}|01|12|1080p|2019|x264|5.1|the|A|第|季|/|\\| / |~|season |episode |&|web|dl|German|EXTENDED'.split(
    '|',
  ),
  ...'2001-02-03|Part 1|【|】|é|tt1234567|{tmdb-19}|v2|CD1| aka |3D|s|0|99999|Cap.|.com|www.|\u200b|Слово|3 of 4|-trailer|.mkv'.split('|'),
)
const jumble = fc.array(atoms, { maxLength: 40 }).map((parts) => parts.join('').slice(0, 255))
const anyName = fc.oneof(jumble, fc.string({ maxLength: 255 }), fc.string({ unit: 'binary', maxLength: 255 }))

const word = fc.constantFrom('Amber', 'Lantern', 'River', 'Crooked', 'Winter', 'Harbour', 'Seven', 'Glass', 'Meadow', 'Thunder')
const title = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const year = fc.integer({ min: 1920, max: 2024 })
const resolution = fc.constantFrom('480p', '720p', '1080p', '2160p')
const source = fc.constantFrom('BluRay', 'WEB-DL', 'HDTV', 'DVDRip')

describe('any text', () => {
  it('is read without an error and gives an answer that holds together', () => {
    fc.assert(
      fc.property(anyName, libraryType, (name, type) => {
        const read = parsePath(name, type)
        expect(read.confidence).toBeGreaterThanOrEqual(0)
        expect(read.confidence).toBeLessThanOrEqual(1)
        expect(read.season).toBe(read.seasons[0])
        for (const number of [...read.seasons, ...read.episodes, ...read.absolute])
          expect(Number.isFinite(number) && number >= 0).toBe(true)
        expect(new Set(read.episodes).size).toBe(read.episodes.length)
        if (read.year !== undefined) expect(read.year).toBeGreaterThan(1887)
        if (read.airDate !== undefined) expect(new Date(`${read.airDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read.airDate)
        expect(read.titleAlts).not.toContain(read.title)
        for (const { text, start, end } of read.reasons) expect(text.length).toBe(end - start)
        expect(JSON.parse(JSON.stringify(read))).toEqual(read)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives a film no numbers of episodes', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const { season, episodes, absolute } = parseMovieName(name)
        expect([season, ...episodes, ...absolute]).toEqual([undefined])
      }),
    )
  })

  it('is read in five milliseconds, each single name of 255 bytes, however it repeats itself', () => {
    const repeated = fc.array(atoms, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('').repeat(255))
    const halves = fc
      .tuple(atoms, atoms, fc.integer({ min: 20, max: 200 }))
      .map(([one, other, at]) => one.repeat(at).slice(0, at) + other.repeat(255))
    const long = fc.oneof(
      repeated,
      halves,
      fc.array(atoms, { minLength: 120, maxLength: 255 }).map((parts) => parts.join('')),
    )
    const milliseconds = (name: string): number => {
      const start = performance.now()
      parsePath(name, 'auto')
      return performance.now() - start
    }
    fc.assert(
      fc.property(long, (name) => {
        const cut = name.slice(0, 255)
        // The best of a few tries: this process is not alone on the machine.
        let best = Number.POSITIVE_INFINITY
        for (let attempt = 0; attempt < 5 && best > 5; attempt++) best = Math.min(best, milliseconds(cut))
        expect(best).toBeLessThan(5)
      }),
      { numRuns: 1_000 },
    )
  })

  it('passes every predicate', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect([typeof classifyFile(name), typeof isSample(name), typeof isUnfinished(name)]).toEqual(['string', 'boolean', 'boolean'])
      }),
    )
  })
})

describe('a name that is put together', () => {
  it('comes apart into the film it was made of', () => {
    const joint = fc.constantFrom('.', ' ', '_')
    fc.assert(
      fc.property(
        fc.record({ words: title, released: year, size: resolution, from: source, gap: joint }),
        ({ words, released, size, from, gap }) => {
          const name = `${[...words.split(' '), released, size, from].join(gap)}${gap}x264-GRP.mkv`
          expect(parseMovieName(name)).toMatchObject({ title: words, year: released, resolution: size, releaseGroup: 'GRP' })
        },
      ),
    )
  })

  it('comes apart into the episode it was made of', () => {
    const number = fc.integer({ min: 1, max: 99 })
    const style = fc.constantFrom(
      (season: number, episode: number) => `S${pad(season)}E${pad(episode)}`,
      (season: number, episode: number) => `s${season}e${episode}`,
      (season: number, episode: number) => `${season}x${pad(episode)}`,
      (season: number, episode: number) => `[${season}x${pad(episode)}]`,
      (season: number, episode: number) => `Season ${season} Episode ${episode}`,
    )
    fc.assert(
      fc.property(
        fc.record({ words: title, season: number, episode: number, format: style, size: resolution }),
        ({ words, season, episode, format, size }) => {
          const read = parseEpisodeName(`${words} - ${format(season, episode)} - Late Snow [${size}].mkv`)
          expect(read).toMatchObject({ title: words, season, episodes: [episode], episodeTitle: 'Late Snow', resolution: size })
        },
      ),
    )
  })

  it('counts a range from its first to its last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (first, more) => {
        const { episodes } = parseEpisodeName(`Amber River S01E${pad(first)}-E${pad(first + more)}.mkv`)
        expect(episodes).toEqual(Array.from({ length: more + 1 }, (_, index) => first + index))
      }),
    )
  })
})

describe('a listing', () => {
  it('loses no video and doubles none', () => {
    const path = fc.tuple(
      title,
      fc.option(year),
      fc.constantFrom('', ' cd1', ' cd2', ' - 1080p', '-trailer', ' - Directors Cut', ' S01E02'),
      fc.boolean(),
    )
    const listing = fc.array(path, { maxLength: 30 }).map((all) => [
      ...new Set(
        all.map(([words, released, suffix, inFolder]) => {
          const name = released === null ? words : `${words} (${released})`
          return `${inFolder ? `${name}/` : ''}${name}${suffix}.mkv`
        }),
      ),
    ])
    fc.assert(
      fc.property(listing, fc.constantFrom('movie', 'tvshow'), (paths, type) => {
        const groups = groupListing(paths, type)
        const kept = groups.flatMap(({ files, extras }) => [...files, ...extras].map((file) => file.path))
        expect(kept.toSorted()).toEqual(paths.toSorted())
      }),
    )
  })
})

describe('a normalised title', () => {
  it('stays as it is when normalised again, and is empty for no title only', () => {
    fc.assert(
      fc.property(fc.oneof(anyName, title), (text) => {
        const once = normalizeTitle(text)
        expect(once === '').toBe(text.trim() === '')
        if (/^[\p{L}\p{N} ]+$/u.test(once)) expect(normalizeTitle(once).length).toBeLessThanOrEqual(once.length)
      }),
    )
  })

  it('is the same for capitals, accents and punctuation', () => {
    fc.assert(
      fc.property(title, (words) => {
        const key = normalizeTitle(words)
        expect(normalizeTitle(words.toUpperCase())).toBe(key)
        expect(normalizeTitle(`The ${words}`)).toBe(key)
        expect(normalizeTitle(words.replaceAll(' ', ' - '))).toBe(key)
        expect(normalizeTitle(words.replaceAll('e', 'é'))).toBe(key)
      }),
    )
  })
})

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
