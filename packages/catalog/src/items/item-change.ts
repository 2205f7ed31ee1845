import type { RemovedItem } from './remove-items.ts'

/** What happened to films and series when files of theirs came, went or were decided about; for whoever keeps an index. */
export interface ItemChange {
  /** Films and series that got or lost a file, those that were removed for it among them. */
  itemIds: readonly string[]
  /** Episodes that got or lost one. */
  episodeIds: readonly string[]
  /** What was removed; with a series its seasons and episodes. */
  removed: readonly RemovedItem[]
}
