import { Option } from 'commander'
import { parseEpisodeName, parseMovieName, parsePath, type LibraryType, type ListingGroup, type ParsedName } from '@backlot/media-names'
import { createCommand, withExamples, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { listingText, parseListing } from './parse-listing.ts'
import { readLines } from './read-lines.ts'
import type { Terminal } from './terminal.ts'

interface ParseOptions {
  type: LibraryType
  json?: boolean
  reasons?: boolean
  listing?: boolean
}

/** `backlot parse`: names or paths in, what they mean out, one a line; `-` reads lines from stdin as they come. */
export const makeParse: MakeCommand = ({ terminal, finish }) =>
  withExamples(
    createCommand('parse', { terminal, finish })
      .argument('<names...>', 'names or paths; "-" reads one a line from stdin, "movie<TAB>NAME" and "tvshow<TAB>NAME" name the type')
      .addOption(new Option('--type <type>', 'what the names are').choices(['auto', 'movie', 'tvshow']).default('auto'))
      .option('--json', 'print one JSON object a line')
      .option('--reasons', 'with --json: say which words each field was read from')
      .option('--listing', 'each line is a listing, a JSON array of the paths below a folder: group it into films or episodes')
      .action(async (names: string[], options: ParseOptions) => {
        const lines = names.length === 1 && names[0] === '-' ? readLines(terminal.input) : [names]
        for await (const batch of lines) await writeBatch(terminal, batch, shower(options))
        finish(exitCode.ok)
      }),
    'backlot parse "Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP.mkv"',
    `echo '["M (1931)/M cd1.avi", "M (1931)/M cd2.avi"]' | backlot parse - --listing --json`,
    'find /media/movies -name "*.mkv" | backlot parse - --type movie --json',
  )

const writeBatch = async (terminal: Terminal, lines: readonly string[], show: (line: string) => string): Promise<void> => {
  if (lines.length > 0) await terminal.out(lines.map((line) => `${show(line)}\n`).join(''))
}

/** What becomes of a line. */
const shower = ({ type, json = false, reasons = false, listing = false }: ParseOptions): ((line: string) => string) => {
  if (listing) {
    const show = json ? (groups: ListingGroup[]): string => JSON.stringify(groups) : listingText
    return (line) => {
      const { text, ...typed } = typedLine(line, type)
      return show(parseListing(text, typed.type))
    }
  }
  const show = json ? jsonLine(reasons) : textLine
  return (line) => {
    const { text, ...typed } = typedLine(line, type)
    return show(line, readName(text, typed.type))
  }
}

const typeNames: readonly string[] = ['auto', 'movie', 'tvshow']

/** A line with the type that it names before a tab, or the one that is meant. */
const typedLine = (line: string, type: LibraryType): { text: string; type: LibraryType } => {
  const tab = line.indexOf('\t')
  const named = tab > 0 && typeNames.includes(line.slice(0, tab)) ? (line.slice(0, tab) as LibraryType) : undefined
  return { text: named === undefined ? line : line.slice(tab + 1), type: named ?? type }
}

const readName = (name: string, type: LibraryType): ParsedName => {
  if (type === 'auto' || name.includes('/')) return parsePath(name, type)
  return type === 'movie' ? parseMovieName(name) : parseEpisodeName(name)
}

const jsonLine =
  (withReasons: boolean) =>
  (_line: string, { reasons, ...parsed }: ParsedName): string =>
    JSON.stringify(withReasons ? { ...parsed, reasons } : parsed)

const textLine = (line: string, parsed: ParsedName): string => {
  const numbers = [
    parsed.year === undefined ? '' : `(${parsed.year})`,
    parsed.season === undefined ? '' : `season ${parsed.season}`,
    parsed.episodes.length === 0 ? '' : `episode ${parsed.episodes.join(', ')}`,
    parsed.absolute.length === 0 ? '' : `number ${parsed.absolute.join(', ')}`,
    parsed.airDate ?? '',
    parsed.part === undefined ? '' : `part ${parsed.part}`,
  ]
  const tags = [parsed.edition, parsed.resolution, parsed.source, parsed.extraType, ...parsed.languages, parsed.releaseGroup]
  const known = [parsed.title, ...numbers, ...tags].filter((word) => word !== undefined && word !== '')
  return `${line}\t${known.join(' ')}`
}
