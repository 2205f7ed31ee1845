/**
 * Polls until `check` returns something other than undefined and false, and returns that. Rejects after `timeoutMs`
 * (30 s) with what was waited for.
 */
export const waitFor = async <T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 30_000 }: { timeoutMs?: number } = {},
): Promise<T> => {
  const end = Date.now() + timeoutMs
  let pauseMs = firstPauseMs
  for (;;) {
    const found = await check()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    pauseMs = Math.min(pauseMs * 1.2, mostPauseMs)
  }
}

/** Looks again soon what is short, and takes little of the processor from what takes long. */
const [firstPauseMs, mostPauseMs] = [5, 50]
