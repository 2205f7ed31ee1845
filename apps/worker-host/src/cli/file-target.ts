import { resolve } from 'node:path'
import type { FileTarget } from '../http/library-schema.ts'
import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** Reads what files a command is about: their ids (numbers), or one path of a file or folder. */
export const readFileTarget = (terminal: Terminal, what: readonly string[]): FileTarget => {
  const paths = what.filter((word) => !/^\d+$/.test(word))
  if (paths.length === 0) return { files: [...what] }
  if (what.length === 1 && paths[0] !== undefined) return { path: resolve(terminal.cwd, paths[0]) }
  throw new CommandError('Name files by their ids, or one path', exitCode.usage)
}
