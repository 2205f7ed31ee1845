import { PermanentError } from '../define/job-error.ts'
import type { ThreadContext } from './thread-context.ts'

/** For the tests of threads: counts, fails, or never stops. */
export default ({ args, progress, log }: ThreadContext<{ n: number; label?: string | undefined }>): { sum: number } => {
  if (args.label === 'fail') throw new PermanentError('This cannot be hashed')
  log.info('Counting', { n: args.n })
  let sum = 0
  for (let i = 1; i <= args.n; i++) sum += i
  progress({ phase: 'counting', current: args.n, total: args.n })
  while (args.label === 'endless') sum++
  return { sum }
}
