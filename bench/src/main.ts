import { Command, Option } from 'commander'
import { fullSizes, quickSizes } from './jobs/bench-sizes.ts'
import { explainStatements } from './jobs/explain-statements.ts'
import { peerNames, type PeerName } from './jobs/peers/open-peers.ts'
import { reportTable } from './jobs/print-table.ts'
import { runJobBench } from './jobs/run-job-bench.ts'

interface Flags {
  json?: boolean
  quick?: boolean
  plans?: boolean
  peer?: PeerName[] | false
}

// How fast the job core is, beside its peers, on servers that the bench starts and stops. The figures go to stdout.
const {
  json = false,
  quick = false,
  plans = false,
  peer = [...peerNames],
} = new Command('bench')
  .description('Measures the job core beside its peers, in one run: some 7 minutes, with --quick less than 90 seconds.')
  .option('--json', 'print the figures as JSON')
  .option('--quick', 'fewer rounds, and 100,000 jobs waiting instead of a million')
  .option('--plans', 'instead of figures, how Postgres executes a claim and a settle')
  .addOption(new Option('--peer <name...>', 'only these peers (default: all)').choices(peerNames))
  .option('--no-peer', 'no peers')
  .parse()
  .opts<Flags>()

const sizes = quick ? quickSizes : fullSizes
if (plans) {
  const explained = [...(await explainStatements(sizes.fewWaiting)), ...(await explainStatements(sizes.manyWaiting))]
  process.stdout.write(explained.map(({ title, plan }) => `${[title, ...plan].join('\n')}\n`).join('\n'))
  process.exit(0)
}

const stop = new AbortController()
// The servers are no children that end with us: whatever ends the run early, it stops them.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => stop.abort(new Error(`The bench was interrupted (${signal})`)))
process.on('uncaughtException', (error) => stop.abort(error))

const report = await runJobBench({
  sizes,
  peers: peer === false ? [] : peer,
  say: (message) => process.stderr.write(`${message}\n`),
  signal: stop.signal,
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
const text = json ? JSON.stringify(report, undefined, 2) : reportTable(report)
// A connection that a peer left open must not keep us.
process.stdout.write(`${text}\n`, () => process.exit(0))
