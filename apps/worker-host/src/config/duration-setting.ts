import { toMilliseconds, type Duration } from '@backlot/jobs/define'
import { z } from 'zod'

const isDuration = (text: string): text is Duration & string => {
  try {
    toMilliseconds(text as Duration)
    return true
  } catch {
    return false
  }
}

/** A length of time, as people write it. */
export const durationSetting = z.custom<Duration & string>((value) => typeof value === 'string' && isDuration(value), {
  error: 'a length of time is written as 500ms, 30s, 5m, 6h or 14d',
})
