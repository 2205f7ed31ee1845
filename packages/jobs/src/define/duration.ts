type Unit = 'ms' | 's' | 'm' | 'h' | 'd'

/** A length of time: milliseconds as a number, or a number with its unit: `'500ms'`, `'30s'`, `'5m'`, `'6h'`, `'14d'`. */
export type Duration = number | `${number}${Unit}`

const unitMilliseconds: Record<Unit, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A duration in milliseconds. Throws a TypeError for what is not a finite length of zero or more. */
export const toMilliseconds = (duration: Duration): number => {
  const milliseconds = typeof duration === 'number' ? duration : parseDuration(duration)
  if (!Number.isFinite(milliseconds) || milliseconds < 0) {
    throw new TypeError(`"${duration}" is not a duration; write it as 500ms, 30s, 5m, 6h or 14d`)
  }
  return milliseconds
}

const parseDuration = (text: string): number => {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  return Number(amount) * (unitMilliseconds[unit as Unit] ?? Number.NaN)
}

/** The shortest way to write whole milliseconds as a duration: 1_800_000 is `'30m'`, 90_000 is `'90s'`. */
export const formatDuration = (milliseconds: number): string => {
  const units: Unit[] = ['d', 'h', 'm', 's']
  const unit = units.find((candidate) => milliseconds > 0 && milliseconds % unitMilliseconds[candidate] === 0) ?? 'ms'
  return `${milliseconds / unitMilliseconds[unit]}${unit}`
}
