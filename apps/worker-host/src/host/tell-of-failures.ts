import type { Client, Host, JobEvent, Logger } from '@backlot/jobs'
import type { NotificationEvent } from '@backlot/jobs/args'
import type { NotificationAgent } from '@backlot/jobs/system'
import { jobFailed, scanFailed, sendNotification, syncFailed } from '@backlot/notifications/args'
import { z } from 'zod'

/** What telling of failed jobs needs. */
export interface FailureTeller {
  host: Pick<Host, 'subscribe'>
  client: Pick<Client, 'insert' | 'jobGet'>
  /** The name of a library; undefined when it is gone. */
  libraryName: (id: string) => Promise<string | undefined>
  agents: readonly Pick<NotificationAgent, 'enabled' | 'takes'>[]
  logger: Logger
}

type Discarded = Extract<JobEvent, { type: 'job.discarded' | 'job.failed' }>

/**
 * The one place that tells of jobs that failed for good, in whichever host that was: a scan as a scan, a sync as a sync,
 * any other as a job. Not of `notification`, which would tell of itself; its failures are in the delivery log. Where
 * nobody listens, no job is made of it.
 */
export const tellOfFailures = ({ host, client, libraryName, agents, logger }: FailureTeller): void => {
  const tell = async (event: Discarded): Promise<void> => {
    const news = await describeFailure(event, { client, libraryName })
    if (agents.some((agent) => agent.enabled && agent.takes(news))) await client.insert(sendNotification({ event: news }))
  }
  host.subscribe((event) => {
    if (event.type !== 'job.discarded' || event.kind === 'notification') return
    tell(event).catch((error: unknown) => logger.warn({ job: event.id, error: String(error) }, 'Could not tell that a job failed for good'))
  })
}

const scanArgs = z.object({ libraryId: z.string(), scanId: z.string().optional() })
const syncArgs = z.object({ instance: z.string() })

const describeFailure = async (
  { id, kind, attempt, error: reason }: Discarded,
  { client, libraryName }: Pick<FailureTeller, 'client' | 'libraryName'>,
): Promise<NotificationEvent> => {
  const at = new Date()
  const args = (await client.jobGet(id))?.args
  const scan = kind.endsWith('_library_scan') ? scanArgs.safeParse(args).data : undefined
  if (scan !== undefined) {
    const library = { id: scan.libraryId, name: (await libraryName(scan.libraryId)) ?? scan.libraryId }
    return scanFailed({ library, scanId: scan.scanId ?? id, reason, at })
  }
  const sync = syncArgs.safeParse(args).data
  if (sync !== undefined && (kind === 'radarr_sync' || kind === 'sonarr_sync')) {
    return syncFailed({ service: kind === 'radarr_sync' ? 'radarr' : 'sonarr', instance: sync.instance, jobId: id, reason, at })
  }
  return jobFailed({ id, kind, attempt, error: reason, at })
}
