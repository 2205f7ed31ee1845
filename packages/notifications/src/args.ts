// What a package imports that tells of something: events for `sendNotification({ event })`, with nothing but zod behind them.
export { sendNotification, type NotificationEvent } from '@backlot/jobs/args'
export { categoryOf, eventCategories, eventTypes, type EventType } from './events/event-types.ts'
export {
  downloadGrabbed,
  healthProblem,
  healthRestored,
  hostStarted,
  hostStopped,
  loginFailed,
  type DownloadNews,
  type HealthNews,
  type HostNews,
  type LoginNews,
} from './events/host-events.ts'
export {
  episodeAdded,
  episodeAvailable,
  episodeDeleted,
  episodeUpdated,
  movieAdded,
  movieAvailable,
  movieDeleted,
  movieUpdated,
  seriesAdded,
  seriesAvailable,
  seriesDeleted,
  seriesUpdated,
  type EpisodeItem,
  type EpisodeNews,
  type EventLibrary,
  type MediaItem,
  type MediaNews,
} from './events/media-events.ts'
export {
  jobFailed,
  rootOffline,
  rootOnline,
  scanDone,
  scanFailed,
  scanStarted,
  syncDone,
  syncFailed,
  type JobNews,
  type RootNews,
  type ScanNews,
  type SyncNews,
} from './events/work-events.ts'
