import { Command, Option } from 'commander'
import { fullSizes, quickSizes } from './bench-sizes.ts'
import { explainStatements } from './explain-statements.ts'
import { peerNames, type PeerName } from './peers/open-peers.ts'
import { reportTable } from './print-table.ts'
import { runJobBench } from './run-job-bench.ts'

interface Flags {
  json?: boolean
  quick?: boolean
  plans?: boolean
  peer?: PeerName[] | false
}

/** `bench jobs`: the job core beside its peers. */
export const jobsCommand = (signal: AbortSignal): Command =>
  new Command('jobs')
    .description('Measures the job core beside its peers, in one run: some 7 minutes, with --quick less than 90 seconds.')
    .option('--json', 'print the figures as JSON')
    .option('--quick', 'fewer rounds, and 100,000 jobs waiting instead of a million')
    .option('--plans', 'instead of figures, how Postgres executes a claim and a settle')
    .addOption(new Option('--peer <name...>', 'only these peers (default: all)').choices(peerNames))
    .option('--no-peer', 'no peers')
    .action(async ({ json = false, quick = false, plans = false, peer }: Flags) => {
      const sizes = quick ? quickSizes : fullSizes
      if (plans) {
        await printPlans([sizes.fewWaiting, sizes.manyWaiting])
        return
      }
      const peers = peer === false ? [] : Array.isArray(peer) ? peer : [...peerNames]
      const report = await runJobBench({ sizes, peers, say: (message) => process.stderr.write(`${message}\n`), signal })
      process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : reportTable(report)}\n`)
    })

const printPlans = async (waiting: readonly number[]): Promise<void> => {
  for (const count of waiting) {
    for (const { title, plan } of await explainStatements(count)) process.stdout.write(`${[title, ...plan].join('\n')}\n\n`)
  }
}
