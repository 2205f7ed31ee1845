import type { DayDatabase } from './day-database.ts'
import type { DayHost } from './day-host.ts'
import type { DayWorld } from './day-world.ts'

/** What a scene is played with. */
export interface Stage {
  world: DayWorld
  database: DayDatabase
  host: DayHost
  /** Says what happens, or what Backlot did about it. */
  readonly say: (line: string) => void
  /** Says what has to be so, and notes it as a problem where it is not. */
  readonly check: (isSo: boolean, what: string) => void
}

/** A part of the day. */
export interface Scene {
  /** The time of the day that it plays at. */
  at: string
  title: string
  /** The titles of the messages that a person wants to get about it, and no others; in any order. */
  tells: readonly string[]
  readonly play: (stage: Stage) => Promise<void>
}
