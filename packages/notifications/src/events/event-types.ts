/** How the events of a type are told. */
interface EventTypeRule {
  /** One sentence for people: when it happens. */
  describe: string
  /** Whether an agent that names no events takes it. */
  byDefault: boolean
  /** Events of one digest key within this time are told as one; told at once when left out. */
  gather?: '1m' | '5m'
}

/** Every type of event that is told, with its rule. The words before the dot are its category. */
export const eventTypes = {
  'movie.added': { describe: 'Films came into the library.', byDefault: true, gather: '1m' },
  'movie.available': { describe: 'Films that were known can be played now.', byDefault: true, gather: '1m' },
  'movie.updated': { describe: 'The facts or the files of films changed.', byDefault: false, gather: '1m' },
  'movie.deleted': { describe: 'Films left the library.', byDefault: false, gather: '1m' },
  'series.added': { describe: 'Series came into the library.', byDefault: true, gather: '1m' },
  'series.available': { describe: 'Series that were known have their first episode.', byDefault: false, gather: '1m' },
  'series.updated': { describe: 'The facts of series changed.', byDefault: false, gather: '1m' },
  'series.deleted': { describe: 'Series left the library.', byDefault: false, gather: '1m' },
  'episode.added': { describe: 'Episodes of a season came into the library.', byDefault: true, gather: '5m' },
  'episode.available': { describe: 'Episodes of a season that were known can be played now.', byDefault: true, gather: '5m' },
  'episode.updated': { describe: 'The facts or the files of episodes changed.', byDefault: false, gather: '5m' },
  'episode.deleted': { describe: 'Episodes left the library.', byDefault: false, gather: '5m' },
  'scan.started': { describe: 'A scan of a library began.', byDefault: false },
  'scan.done': { describe: 'A scan of a library came to its end; by default only the first of a library is told.', byDefault: true },
  'scan.failed': { describe: 'A scan failed for good.', byDefault: true },
  'root.offline': { describe: 'A root folder is gone, empty or another disk; nothing below it is touched.', byDefault: true },
  'root.online': { describe: 'A root folder is back.', byDefault: true },
  'sync.done': { describe: 'Radarr or Sonarr was synced.', byDefault: false },
  'sync.failed': { describe: 'Syncing Radarr or Sonarr failed for good.', byDefault: true },
  'download.grabbed': { describe: 'Radarr or Sonarr sent for a download.', byDefault: false },
  'job.failed': { describe: 'Jobs of a kind failed for good.', byDefault: true, gather: '5m' },
  'health.problem': { describe: 'Radarr, Sonarr or the host says that something is wrong with it.', byDefault: true },
  'health.restored': { describe: 'What was wrong is well again.', byDefault: true },
  'login.failed': { describe: 'Somebody could not log in.', byDefault: true, gather: '1m' },
  'host.started': { describe: 'A host started.', byDefault: false },
  'host.stopped': { describe: 'A host stopped.', byDefault: false },
} as const satisfies Record<string, EventTypeRule>

/** A type of event. */
export type EventType = keyof typeof eventTypes

/** The rule of a type; undefined for one that this version does not know. */
export const eventTypeRule = (type: string): EventTypeRule | undefined =>
  Object.hasOwn(eventTypes, type) ? eventTypes[type as EventType] : undefined

/** The words before the dot of a type. */
export const categoryOf = (type: string): string => type.slice(0, Math.max(0, type.indexOf('.')))

/** Every category, in the order of the types. */
export const eventCategories: readonly string[] = [...new Set(Object.keys(eventTypes).map(categoryOf))]
