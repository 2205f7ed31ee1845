import { silentLogger, type JobDefinition, type Schedule } from '@backlot/jobs'
import * as metadataArgs from '@backlot/metadata-args'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { definitionsOf } from '../http/insert-by-kind.ts'
import { kindColumns, kindRow } from './kind-row.ts'

/** The page `docs/kinds.md`, made from the definitions of this build: what it says is what the host runs. */
export const kindsPage = async (): Promise<string> => {
  const { run, schedules } = await composedKinds()
  const runKinds = run.map(({ kind }) => kind)
  const exported: unknown[] = Object.values(metadataArgs)
  const onlyDefined = exported.filter(isDefinition).filter(({ kind }) => !runKinds.includes(kind))
  return [
    '# The kinds',
    '',
    '<!-- Written by `npx pnpm@12 run docs` from the definitions. Change those, not this page; a test compares the two. -->',
    '',
    'A kind is what a job is called in the database, in logs and in commands; it never changes. `backlot kinds` prints this',
    'table, `GET /api/kinds` has it with the JSON Schema of the args. Kinds that are planned and not built yet are in',
    '[kinds-of-the-mission.md](kinds-of-the-mission.md).',
    '',
    '- **Queue**: whose slots a job uses; see [queues and limits](jobs/queues-and-limits.md).',
    '- **Timeout**: how long one attempt may take. **Attempts**: how often it is tried.',
    '- **Unique**: which equal jobs are duplicates; see [inserting](jobs/inserting.md#duplicates).',
    '- **Args**: `?` can be left out, `=` has that default.',
    '',
    '## Run by this build',
    '',
    ...tableOf(run),
    '',
    ...(onlyDefined.length === 0 ? [] : onlyDefinedSection(onlyDefined)),
    '## Schedules',
    '',
    'Inserted once in the cluster for each time, also after a restart that slept through it, in the time zone of',
    '`jobs.timeZone`; `backlot schedule` changes them.',
    '',
    '| Schedule | Kind | Args | Cron |',
    '| --- | --- | --- | --- |',
    ...schedules.map(({ name, request: { kind, args }, cron, atFirstStart = false }) => {
      const when = `\`${cron}\`${atFirstStart ? ', and at the first start' : ''}`
      return `| \`${name}\` | \`${kind}\` | \`${JSON.stringify(args)}\` | ${when} |`
    }),
    '',
  ].join('\n')
}

const onlyDefinedSection = (definitions: readonly JobDefinition[]): string[] => [
  '## Defined, and run by no worker yet',
  '',
  'Requests of these kinds can be made with [metadata-args](packages/metadata-args.md). No worker of this build takes them:',
  '`backlot jobs insert` refuses them, and one that a program inserts waits for a host that knows its kind.',
  '',
  ...tableOf(definitions),
  '',
]

/** Nothing is connected to or started: composing is enough to know what there is. */
const composedKinds = async (): Promise<{ run: JobDefinition[]; schedules: Schedule[] }> => {
  const database = { url: 'postgres://nowhere.invalid/none', kind: 'external', version: 'none' } as const
  const { host, close } = compose({ config: configSchema.parse({ jobs: { timeZone: 'UTC' } }), database, logger: silentLogger })
  await close()
  return { run: definitionsOf(host), schedules: host.bundles.flatMap(({ schedules }) => [...schedules]) }
}

const isDefinition = (value: unknown): value is JobDefinition => typeof value === 'function' && 'kind' in value

const tableOf = (definitions: readonly JobDefinition[]): string[] => [
  `| ${kindColumns.join(' | ')} |`,
  `|${' --- |'.repeat(kindColumns.length)}`,
  ...definitions.toSorted((a, b) => a.kind.localeCompare(b.kind)).map((definition) => `| ${kindRow(definition).join(' | ')} |`),
]
