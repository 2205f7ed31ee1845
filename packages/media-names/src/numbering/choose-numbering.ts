import type { Numbering } from './numbering.ts'

/** The reading that is kept: what it says, and each stretch of the name it was read from. */
export interface KeptNumbering {
  readonly numbering: Numbering
  readonly used: readonly Numbering[]
}

/** A date before a numbering that does not follow it at once is what the name counts by. */
export function chooseDated(
  dates: readonly Numbering[],
  both: readonly Numbering[],
  episodes: readonly Numbering[],
): KeptNumbering | undefined {
  const date = best(dates)
  if (date === undefined || date.weight < 60) return undefined
  const numbered = best(both)
  if (numbered === undefined)
    return episodes.length > 0 && isEnclosed(date, episodes) ? undefined : { numbering: date, used: [date, ...episodes] }
  return date.end < numbered.start && numbered.start - date.end > 3 ? { numbering: date, used: [date] } : undefined
}

/** A date in brackets behind an episode only tells when that one was on. */
function isEnclosed(date: Numbering, episodes: readonly Numbering[]): boolean {
  return date.enclosed === true && episodes.some((episode) => episode.end <= date.start)
}

/** What may stand beside a numbering and belong to it. */
export interface Beside {
  readonly start: number
  readonly text: string
  readonly seasons: readonly Numbering[]
  readonly bare: readonly Numbering[]
  readonly dates: readonly Numbering[]
}

/** A numbering that says season and episode, with the number through all seasons and the date beside it. */
export function chooseBoth(both: readonly Numbering[], { start, text, seasons, bare, dates }: Beside): KeptNumbering | undefined {
  const kept = best(both)
  if (kept === undefined) return undefined
  const again = both.filter((other) => other !== kept && other.seasons[0] === kept.seasons[0] && other.episodes[0] === kept.episodes[0])
  const same = [...again, ...seasons.filter((season) => season.seasons[0] === kept.seasons[0] || season.end < kept.start)]
  const companion = bare.find(
    (number) => accompanies(number, kept) && (number.start > kept.start || /\p{L}/u.test(text.slice(start, number.start))),
  )
  const date = best(dates)
  return {
    numbering: {
      ...kept,
      absolute: companion?.absolute ?? [],
      ...(date?.airDate !== undefined && { airDate: date.airDate }),
    },
    used: [kept, ...same, ...(companion ? [companion] : []), ...(date ? [date] : [])],
  }
}

/** A number right beside `S01E05` counts the same episode through all seasons: `S10E14 214`, `05 - S01E05`. */
function accompanies(number: Numbering, kept: Numbering): boolean {
  const gap = number.start >= kept.end ? number.start - kept.end : kept.start - number.end
  if (gap > 4 || gap < 0) return false
  const long =
    (number.absolute[0] ?? 0) >= 100 ||
    number.end - number.start >= 3 ||
    (number.weight >= 44 && (number.absolute[0] ?? 0) > (kept.episodes[0] ?? 0))
  const sure = number.weight >= 36 || number.absolute.length > 1 || number.absolute[0] === kept.episodes[0]
  return sure && number.absolute.length === kept.episodes.length && (long || number.start < kept.start)
}

/** A season, with the episode that stands apart from it when there is one. */
export function chooseSeason(
  seasons: readonly Numbering[],
  episodes: readonly Numbering[],
  bare: readonly Numbering[],
): KeptNumbering | undefined {
  const season = seasons.toSorted((one, other) => other.seasons.length - one.seasons.length || other.weight - one.weight)[0]
  if (season === undefined) return undefined
  const episode = best(episodes) ?? best(bare.filter((number) => isEpisodeOf(season, number)))
  if (episode === undefined || season.seasons.length > 1) return { numbering: season, used: seasons }
  const { pack: _pack, ...only } = season
  return {
    numbering: {
      ...only,
      kind: 'season and episode',
      start: Math.min(season.start, episode.start),
      end: Math.max(season.end, episode.end),
      episodes: [...episode.episodes, ...episode.absolute],
      ...(episode.version !== undefined && { version: episode.version }),
    },
    used: [...seasons, episode],
  }
}

// Broadcasts of one long season are stamped with the day: E191.190121, 221206 Title ep08.
const stamps = /^\s*[12]\d[01]\d[0-3]\d\s|e\d{1,4}[.][12]\d[01]\d[0-3]\d[.]/i

/** What can complete a number that stands alone. */
export interface Lone {
  readonly text: string
  readonly dates: readonly Numbering[]
  readonly bare: readonly Numbering[]
}

function isEpisodeOf(season: Numbering, number: Numbering): boolean {
  if (number.absolute.length > 1) return number.weight >= 30
  return number.start > season.start && (number.weight >= 44 || (number.weight >= 36 && number.start - season.end <= 4))
}

/** The surest of the numbers where none says season and episode. */
export function chooseLone(readings: readonly Numbering[], { text, dates, bare }: Lone): KeptNumbering | undefined {
  const found = best(readings)
  if (found === undefined || found.weight < 18) return undefined
  const stamped = found.kind === 'episode' && stamps.test(text)
  const kept: Numbering = stamped ? { ...found, seasons: [1] } : found
  const date =
    kept.kind === 'absolute' || kept.airDate !== undefined
      ? undefined
      : best(dates.filter((other) => other.enclosed === true || kept.kind === 'code'))
  const again = bare.find(
    (other) =>
      kept.kind === 'absolute' &&
      other.start > kept.start &&
      other.start - kept.end < 4 &&
      other.absolute.length === kept.absolute.length &&
      kept.absolute.length > 1,
  )
  return {
    numbering: {
      ...kept,
      ...(date?.airDate !== undefined && { airDate: date.airDate }),
      ...(again && { episodes: kept.absolute, absolute: again.absolute }),
    },
    used: [found, ...(date ? [date] : []), ...(again ? [again] : [])],
  }
}

function best(readings: readonly Numbering[]): Numbering | undefined {
  return readings.reduce<Numbering | undefined>((kept, next) => (kept === undefined || next.weight > kept.weight ? next : kept), undefined)
}
