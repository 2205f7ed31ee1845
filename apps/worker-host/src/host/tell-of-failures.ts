import type { DiscardedJob, FollowUps } from '@backlot/jobs'
import type { NotificationEvent } from '@backlot/jobs/args'
import type { NotificationAgent } from '@backlot/jobs/system'
import { jobFailed, scanFailed, sendNotification, syncFailed } from '@backlot/notifications/args'
import { z } from 'zod'

/**
 * The one place that tells of jobs that failed for good, in whichever host that was: a scan as a scan, a sync as a sync,
 * any other as a job. The message is stored with the failure, so a kill loses none. Not of `notification`, which would
 * tell of itself; its failures are in the delivery log. Where nobody listens, no job is made of it.
 */
export const tellOfFailures = (agents: readonly Pick<NotificationAgent, 'enabled' | 'takes'>[]): FollowUps => ({
  discarded: (job) => {
    if (job.kind === 'notification') return []
    const event = describeFailure(job)
    return agents.some((agent) => agent.enabled && agent.takes(event)) ? [sendNotification({ event })] : []
  },
})

const scanArgs = z.object({ libraryId: z.string(), scanId: z.string().optional() })
const syncArgs = z.object({ instance: z.string() })

const describeFailure = ({ id, kind, args, attempts, error: reason, failedAt: at }: DiscardedJob): NotificationEvent => {
  const scan = kind.endsWith('_library_scan') ? scanArgs.safeParse(args).data : undefined
  if (scan !== undefined) {
    // Its name takes a look-up, which nameLibraries does when the agents are told.
    const library = { id: scan.libraryId, name: scan.libraryId }
    return scanFailed({ library, scanId: scan.scanId ?? id, reason, at })
  }
  const sync = syncArgs.safeParse(args).data
  if (sync !== undefined && (kind === 'radarr_sync' || kind === 'sonarr_sync')) {
    return syncFailed({ service: kind === 'radarr_sync' ? 'radarr' : 'sonarr', instance: sync.instance, jobId: id, reason, at })
  }
  return jobFailed({ id, kind, attempt: attempts, error: reason, at })
}
