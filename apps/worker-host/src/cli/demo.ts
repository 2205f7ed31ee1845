import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from './command-error.ts'
import type { Program } from '../day/day-process.ts'
import { createCommand, withExamples, type MakeCommand } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { printLines } from './print.ts'
import type { Terminal } from './terminal.ts'
import { watchSignals } from './watch-signals.ts'

interface DemoOptions {
  day?: boolean
  keep?: boolean
}

/** `backlot demo`: shows what the program does, with everything around it simulated. */
export const makeDemo: MakeCommand = (context) => {
  const command = createCommand('demo', context)
    .option('--day', 'play a day in the life of a library: downloads, upgrades, outages, restarts')
    .option('--keep', 'leave the folder of the day where it is')
    .action(async ({ day = false, keep = false }: DemoOptions) => {
      if (!day) throw new CommandError('Say what to show: backlot demo --day', exitCode.usage)
      context.finish(await showDay(context.terminal, keep))
    })
  return withExamples(command, 'backlot demo --day')
}

/** How this program was run. */
const ownProgram = (): Program => [process.execPath, ...process.execArgv, ...process.argv.slice(1, 2)]

const showDay = async (terminal: Terminal, keep: boolean): Promise<ExitCode> => {
  const { playDay } = await import('../day/play-day.ts')
  const { silentLogger } = await import('@backlot/jobs')
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'backlot-day-')))
  const signals = watchSignals(terminal, 'host')
  try {
    // Printed as it happens; the last one is waited for with the rest.
    let printed = Promise.resolve()
    const say = (line: string): void => void (printed = printed.then(async () => await printLines(terminal, [line])))
    const { problems, told, agreement } = await playDay({ folder, program: ownProgram(), logger: silentLogger, say, signal: signals.drain })
    await printed
    const { files, items, documents } = agreement
    const agree = `Disk, catalog and index agree: ${files} files, ${items} films and series, ${documents} documents. ${told.length} messages were sent.`
    await printLines(terminal, ['', ...(problems.length === 0 ? [agree] : problems.map((problem) => `✗ ${problem}`))])
    return problems.length === 0 ? exitCode.ok : exitCode.error
  } finally {
    signals.release()
    if (keep) terminal.note(`The day is in ${folder}`)
    else await rm(folder, { recursive: true, force: true })
  }
}
