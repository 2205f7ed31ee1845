import { Option } from 'commander'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { runScan } from './run-scan.ts'

/** The options of `backlot scan`. */
export interface ScanCommandOptions extends CommonOptions {
  type: 'movie' | 'tvshow'
  force?: boolean
  dryRun?: boolean
  wait?: boolean
  allowMassRemoval?: boolean
}

/** `backlot scan`: folders or libraries, now. */
export const makeScan: MakeCommand = (context) => {
  const command = withCommonOptions(createCommand('scan', context))
    .argument('[what...]', 'libraries (name or id) or folders; everything when left out')
    .addOption(new Option('--type <type>', 'what a folder that is new holds').choices(['movie', 'tvshow']).default('movie'))
    .option('--force', 'look at every file, not only at folders that changed')
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--wait', 'wait until it is done, and report')
    .option('--allow-mass-removal', 'take it as true that most of the files are gone')
    .action(async (what: string[], options: ScanCommandOptions) => context.finish(await runScan(what, options, context.terminal)))
  return withExamples(command, 'backlot scan --wait', 'backlot scan /media/movies/New --wait --json', 'backlot scan films --dry-run')
}
