import { extensionOf } from './clean-name.ts'

/** Whether a path is a short piece of a film that its release brought along: `sample.mkv`, `…-sample.mkv`, or anything in `Sample/`. */
export function isSample(path: string): boolean {
  const parts = path.split(/[\\/]/)
  const name = parts.pop() ?? ''
  if (/^samples?$/i.test(parts.at(-1) ?? '')) return true
  const extension = extensionOf(name)
  const base = extension === '' ? name : name.slice(0, -extension.length - 1)
  return (
    /^(?:rarbg[.]com[.])?sample\d*$/i.test(base) ||
    /[-_.]s(?:a)?mple$/i.test(base) ||
    /[- ]sample[-_ ]?\d*$/i.test(base) ||
    /^sample[-_]/i.test(base)
  )
}
