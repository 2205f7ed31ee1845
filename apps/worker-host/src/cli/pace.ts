/** How fast a phase goes. */
export interface Pace {
  /** Takes the count of a moment (ms); a new phase starts anew. */
  record(at: number, phase: string, current: number): void
  /** Over the last minute at most; undefined before there is anything to say. */
  perSecond(): number | undefined
  /**
   * How long the rest takes: `~3 min left`, or a range where the pace is unsteady. Undefined while that would be a guess:
   * in the first five seconds, and when nothing has moved.
   */
  timeLeft(rest: number): string | undefined
}

interface Sample {
  at: number
  current: number
}

const windowMs = 60_000
const leastMs = 5_000

/** Makes the pace of one job. */
export const createPace = (): Pace => {
  let phaseNow = ''
  let samples: Sample[] = []
  return {
    record: (at, phase, current) => {
      if (phase !== phaseNow) {
        phaseNow = phase
        samples = []
      }
      samples = [...samples.filter((sample) => sample.at >= at - windowMs), { at, current }]
    },
    perSecond: () => {
      const rate = rateOf(samples)
      return rate === undefined || rate <= 0 ? undefined : rate
    },
    timeLeft: (rest) => {
      const [first, last] = [samples[0], samples.at(-1)]
      if (first === undefined || last === undefined || last.at - first.at < leastMs || rest <= 0) return undefined
      const middle = samples.findIndex(({ at }) => at >= (first.at + last.at) / 2)
      const rates = [rateOf(samples.slice(0, middle + 1)), rateOf(samples.slice(middle))].filter((rate) => rate !== undefined && rate > 0)
      const [slow, fast] = [Math.min(...rates.map(Number)), Math.max(...rates.map(Number))]
      if (rates.length < 2) return undefined
      const [least, most] = [rest / fast, rest / slow]
      return most < least * 1.3 ? `~${spell((least + most) / 2)} left` : `${spell(least)} to ${spell(most)} left`
    },
  }
}

const rateOf = (samples: readonly Sample[]): number | undefined => {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < 500) return undefined
  return ((last.current - first.current) * 1_000) / (last.at - first.at)
}

const spell = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`
}
