import type { Terminal } from './terminal.ts'

/** Writes one JSON document. */
export const printJson = async (terminal: Terminal, value: unknown): Promise<void> => {
  await terminal.out(`${JSON.stringify(value, undefined, 2)}\n`)
}

/** Writes lines. */
export const printLines = async (terminal: Terminal, lines: readonly string[]): Promise<void> => {
  if (lines.length > 0) await terminal.out(`${lines.join('\n')}\n`)
}

/** Writes rows under a heading with aligned columns; numbers to the right. Says `empty` when there are none. */
export const printTable = async (
  terminal: Terminal,
  { columns, rows, empty }: { columns: readonly string[]; rows: readonly (readonly (string | number | undefined)[])[]; empty: string },
): Promise<void> => {
  if (rows.length === 0) {
    terminal.note(empty)
    return
  }
  const cells = [columns, ...rows.map((row) => row.map((cell) => oneLine(String(cell ?? ''))))]
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)))
  const numeric = columns.map((_, index) => rows.every((row) => typeof row[index] === 'number'))
  const pad = (cell: string, index: number): string => {
    const width = widths[index] ?? 0
    return numeric[index] === true ? cell.padStart(width) : cell.padEnd(width)
  }
  await printLines(
    terminal,
    cells.map((row) => row.map(pad).join('  ').trimEnd()),
  )
}

/** Text of elsewhere (file names, errors) as one line without control characters, so that it cannot draw on a terminal. */
export const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ')

/** `1 file`, `2 files`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
