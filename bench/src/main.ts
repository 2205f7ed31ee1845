import { Command } from 'commander'
import { jobsCommand } from './jobs/command.ts'
import { namesCommand } from './names/command.ts'
import { refreshCommand } from './refresh/command.ts'
import { scanCommand } from './scan/command.ts'
import { searchCommand } from './search-command.ts'
import { syncCommand } from './sync/command.ts'

// How fast Backlot is, on servers that the bench starts and stops. Figures go to stdout, progress to stderr.
const stop = new AbortController()
// The servers are no children that end with us: whatever ends the run early, it stops them.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => stop.abort(new Error(`The bench was interrupted (${signal})`)))
process.on('uncaughtException', (error) => stop.abort(error))

const program = new Command('bench')
  .description('Measures Backlot: the job core unless something else is named.')
  .addCommand(jobsCommand(stop.signal), { isDefault: true })
  .addCommand(scanCommand(stop.signal))
  .addCommand(syncCommand(stop.signal))
  .addCommand(refreshCommand(stop.signal))
  .addCommand(namesCommand(stop.signal))
  .addCommand(searchCommand())

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
// A connection that a peer left open must not keep us.
process.stdout.write('', () => process.exit())
