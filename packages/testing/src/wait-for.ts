/**
 * Polls until `check` returns something other than undefined and false, and returns that. Rejects after `timeoutMs`
 * (10 s) with what was waited for.
 */
export const waitFor = async <T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<T> => {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await check()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
