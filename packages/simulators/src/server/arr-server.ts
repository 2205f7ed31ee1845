import { Hono } from 'hono'
import { serveHistory, type History } from './history.ts'
import { serveNotifications, type Notifications } from './notifications.ts'
import { createOutages, type Outages } from './outage.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { startServer } from './start-server.ts'

/** What both simulators take. */
export interface ArrServerOptions {
  /** Default: any free one. */
  port?: number
  apiKey?: string
  instanceName?: string
  /** The folder below which it has its media, in its own words. */
  rootFolder?: string
  /** Where that folder is on this machine: files are really made, moved and deleted there. Without it there are none. */
  mediaFolder?: string
  /** Milliseconds. Default: the machine's time. */
  now?: () => number
}

/** What both simulators are. */
export interface ArrServer extends AsyncDisposable {
  url: string
  apiKey: string
  requests: RequestLog
  outages: Outages
  webhooks: Notifications
  history: History
  qualityProfiles: { id: number; name: string }[]
  tags: { id: number; label: string }[]
  /** Complains of something, or stops to: posts Health or HealthRestored. */
  health(problem: { level: 'warning' | 'error'; message: string; type: string }, restored?: boolean): Promise<void>
  stop(): Promise<void>
}

/** What one of the two adds. */
export interface ArrApp {
  name: 'Radarr' | 'Sonarr'
  version: string
  testPost: (instanceName: string) => object
}

/** Makes what Radarr and Sonarr have in common; `routes` adds what is one's own before it listens. */
export const startArrServer = async <Own extends object>(
  arr: ArrApp,
  options: ArrServerOptions,
  routes: (app: Hono, server: Omit<ArrServer, 'url' | 'stop' | typeof Symbol.asyncDispose>) => Own,
): Promise<ArrServer & Own> => {
  const { port = 0, apiKey = 'simulated-api-key', instanceName = arr.name, rootFolder = '/media', now = () => Date.now() } = options
  const app = new Hono()
  const requests = createRequestLog()
  const outages = createOutages()
  app.get('/ping', (context) => context.json({ status: 'OK' }))
  app.use(requests.middleware, outages.middleware, async (context, next) => {
    if ((context.req.header('x-api-key') ?? context.req.query('apikey')) === apiKey) return await next()
    return context.json({ error: 'Unauthorized' }, 401)
  })
  const qualityProfiles = [
    { id: 1, name: 'Any' },
    { id: 4, name: 'HD-1080p' },
    { id: 5, name: 'Ultra-HD' },
  ]
  const tags = [
    { id: 1, label: 'family' },
    { id: 2, label: 'keep' },
  ]
  const problems: object[] = []
  app.get('/api/v3/system/status', (context) =>
    context.json({ appName: arr.name, instanceName, version: arr.version, urlBase: '', isDocker: true, databaseType: 'sqLite' }),
  )
  app.get('/api/v3/qualityprofile', (context) => context.json(qualityProfiles))
  app.get('/api/v3/tag', (context) => context.json(tags))
  app.get('/api/v3/health', (context) => context.json(problems))
  app.get('/api/v3/rootfolder', (context) =>
    context.json([{ id: 1, path: rootFolder, accessible: true, freeSpace: 1_000_000_000_000, unmappedFolders: [] }]),
  )
  const commands: { id: number }[] = []
  app.post('/api/v3/command', async (context) => {
    const { name } = await context.req.json<{ name: string }>()
    const command = { id: commands.length + 1, name, status: 'completed', result: 'successful' }
    commands.push(command)
    return context.json(command, 201)
  })
  app.get('/api/v3/command/:id', (context) => {
    const command = commands.find(({ id }) => id === Number(context.req.param('id')))
    return command === undefined ? context.json({ message: 'NotFound' }, 404) : context.json(command)
  })
  const webhooks = serveNotifications(app, () => arr.testPost(instanceName), `${arr.name}/${arr.version} (linux)`)
  const common = {
    apiKey,
    requests,
    outages,
    webhooks,
    history: serveHistory(app, now),
    qualityProfiles,
    tags,
    health: async (problem: { level: 'warning' | 'error'; message: string; type: string }, restored = false) => {
      if (restored) problems.splice(0)
      else problems.push({ source: problem.type, type: problem.level, message: problem.message })
      await webhooks.post({ ...problem, eventType: restored ? 'HealthRestored' : 'Health', instanceName })
    },
  }
  const own = routes(app, common)
  const { url, stop } = await startServer(app, port)
  return { ...common, ...own, url, stop, [Symbol.asyncDispose]: stop }
}
