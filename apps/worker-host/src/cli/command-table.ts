import type { MakeCommand } from './command.ts'

/** A command of the program: its file is loaded only when it is asked for. */
export interface CommandEntry {
  name: string
  summary: string
  load(): Promise<MakeCommand>
}

/** Every command, in the order of the help. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'start the host: jobs, API, and a scan of what is configured',
    load: async () => (await import('./start.ts')).makeStart,
  },
  { name: 'scan', summary: 'scan folders or libraries', load: async () => (await import('./scan.ts')).makeScan },
  { name: 'library', summary: 'add, list, show and remove libraries', load: async () => (await import('./library.ts')).makeLibrary },
  { name: 'missing', summary: 'files that are gone: list, keep, remove', load: async () => (await import('./missing.ts')).makeMissing },
  {
    name: 'unmatched',
    summary: 'files nobody could name: list, match, ignore, undo',
    load: async () => (await import('./unmatched.ts')).makeUnmatched,
  },
  { name: 'search', summary: 'search the library', load: async () => (await import('./search.ts')).makeSearch },
  { name: 'parse', summary: 'say what names and paths mean', load: async () => (await import('./parse.ts')).makeParse },
  { name: 'jobs', summary: 'list, get, follow, cancel, retry, insert, log', load: async () => (await import('./jobs.ts')).makeJobs },
  { name: 'queue', summary: 'list, pause, resume and resize queues', load: async () => (await import('./queue.ts')).makeQueue },
  {
    name: 'schedule',
    summary: 'list, run and set what is inserted again and again',
    load: async () => (await import('./schedule.ts')).makeSchedule,
  },
  { name: 'sync', summary: 'sync with Radarr or Sonarr', load: async () => (await import('./sync.ts')).makeSync },
  {
    name: 'webhook',
    summary: 'the webhooks of Radarr and Sonarr: list, register, test',
    load: async () => (await import('./webhook.ts')).makeWebhook,
  },
  { name: 'notify', summary: 'who is told of events: list, test, log', load: async () => (await import('./notify.ts')).makeNotify },
  { name: 'kinds', summary: 'the kinds of job this build runs', load: async () => (await import('./kinds.ts')).makeKinds },
  { name: 'status', summary: 'what the host is and does', load: async () => (await import('./status.ts')).makeStatus },
  { name: 'log', summary: 'the level of the log of a host that runs', load: async () => (await import('./log.ts')).makeLog },
  { name: 'doctor', summary: 'look for what is wrong, and say what to do', load: async () => (await import('./doctor.ts')).makeDoctor },
  { name: 'config', summary: 'check and print the configuration', load: async () => (await import('./config.ts')).makeConfig },
  { name: 'migrate', summary: 'bring the database to this version', load: async () => (await import('./migrate.ts')).makeMigrate },
  {
    name: 'simulate',
    summary: 'a server to try the integration with Radarr or Sonarr with',
    load: async () => (await import('./simulate.ts')).makeSimulate,
  },
  {
    name: 'demo',
    summary: 'play a day in the life of a library, with everything around it simulated',
    load: async () => (await import('./demo.ts')).makeDemo,
  },
  { name: 'openapi', summary: 'print the description of the HTTP API', load: async () => (await import('./openapi.ts')).makeOpenapi },
]
