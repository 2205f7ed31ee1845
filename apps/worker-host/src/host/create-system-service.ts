import type { LibraryDatabase } from '@backlot/library'
import type { DescribedProbe, OnlineMetadata } from '@backlot/metadata'
import { sql, type Kysely } from 'kysely'
import { runChecks } from '../doctor/check.ts'
import { hostChecks } from '../doctor/host-checks.ts'
import { integrationChecks } from '../doctor/integration-checks.ts'
import { metadataChecks } from '../doctor/metadata-checks.ts'
import { notificationCheck } from '../doctor/notification-check.ts'
import { probeCheck } from '../doctor/probe-check.ts'
import { searchCheck } from '../doctor/search-check.ts'
import { workChecks } from '../doctor/work-checks.ts'
import { hostVersion } from '../host-version.ts'
import type { JobsPort } from '../http/api-services.ts'
import type { IntegrationService } from '../http/integration-service.ts'
import type { MediaService } from '../http/media-service.ts'
import type { NotificationService } from '../http/notification-service.ts'
import type { SystemService } from '../http/system-service.ts'
import type { OpenSearch } from '../search/open-search.ts'
import type { Database } from './open-database.ts'

/** What the host needs to speak of itself. */
export interface SystemOptions {
  dataFolder: string
  database: Pick<Database, 'kind' | 'version'>
  db: Kysely<LibraryDatabase>
  jobs: JobsPort
  media: MediaService
  notifications: Pick<NotificationService, 'agents'>
  integrations: IntegrationService
  probe: Pick<DescribedProbe, 'ffprobe'>
  online: OnlineMetadata
  search: OpenSearch
}

/** What the host says about itself. */
export const createSystemService = ({
  dataFolder,
  database,
  db,
  jobs,
  media,
  notifications,
  integrations,
  probe,
  online,
  search,
}: SystemOptions): SystemService => {
  const startedAt = new Date().toISOString()
  return {
    pid: process.pid,
    ready: async () => void (await sql`select 1`.execute(db)),
    status: async () => {
      const [counts, libraries] = await Promise.all([jobs.client.jobCounts(), media.libraries()])
      const byState: Record<string, number> = {}
      for (const { state, count } of counts) byState[state] = (byState[state] ?? 0) + count
      return {
        version: hostVersion,
        node: process.version,
        pid: process.pid,
        startedAt,
        dataFolder,
        database: { kind: database.kind, version: database.version },
        bundles: jobs.bundles.map(({ name, version }) => ({ name, version })),
        jobs: byState,
        libraries: libraries.map(({ name, type, found, unmatched, missing }) => ({ name, type, found, unmatched, missing })),
      }
    },
    doctor: async () => {
      const checks = await runChecks([
        ...hostChecks({ dataFolder, db }),
        probeCheck(probe),
        metadataChecks(online),
        searchCheck(search),
        ...workChecks({ media, jobs }),
        integrationChecks(integrations),
        notificationCheck(notifications),
      ])
      return { healthy: checks.every(({ status }) => status !== 'failed'), checks }
    },
  }
}
