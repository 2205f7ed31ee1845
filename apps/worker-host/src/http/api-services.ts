import type { Bundle, Client, Host } from '@backlot/jobs'
import type { ImageLibrary } from '@backlot/metadata'
import type { Metrics } from './metrics.ts'
import type { EventFeed } from './event-feed.ts'
import type { Askers } from './askers.ts'
import type { ActivityService } from './activity-routes.ts'
import type { IntegrationService } from './integration-service.ts'
import type { LogService } from './log-routes.ts'
import type { MediaService } from './media-service.ts'
import type { NotificationService } from './notification-service.ts'
import type { SystemService } from './system-service.ts'

/** The jobs side of what the API serves; a Host fits. Its client throws before the start. */
export interface JobsPort extends Pick<Host, 'queues' | 'schedules' | 'editSchedule' | 'runSchedule'> {
  readonly client: Client
  readonly bundles: readonly Bundle[]
}

/** What the API is an API of. */
export interface ApiServices {
  askers: Askers
  jobs: JobsPort
  media: MediaService
  system: SystemService
  images: ImageLibrary
  notifications: NotificationService
  integrations: IntegrationService
  activity: ActivityService
  log: LogService
  events: EventFeed
  metrics: Metrics
}
