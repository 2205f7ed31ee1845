import { NfoError } from './nfo-error.ts'

/** The error for an NFO about something else, which says what was found and what was looked for. */
export function wrongRoot(wanted: string, roots: readonly { name: string }[]): NfoError {
  const found = [...new Set(roots.map((root) => `<${root.name.slice(0, 60)}>`))].slice(0, 3).join(', ')
  return new NfoError('wrong root', `The NFO holds ${found} where <${wanted}> was expected.`)
}
