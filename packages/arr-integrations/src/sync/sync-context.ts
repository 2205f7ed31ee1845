import type { JobContext } from '@backlot/jobs'
import type { ArrInstance } from '../client/arr-instance.ts'
import type { ManagedSource } from '@backlot/catalog'
import type { LibraryRoot } from '../files/library-roots.ts'
import { fingerprintOf } from './fingerprint.ts'

/** What the parts of one sync share. */
export interface SyncRun extends Pick<
  JobContext<unknown>,
  'id' | 'signal' | 'progress' | 'log' | 'insert' | 'insertMany' | 'loadCursor' | 'saveCursor'
> {
  instance: ArrInstance
  source: ManagedSource
  roots: readonly LibraryRoot[]
  /** Of what decides how an item is written beside what the server says of it: when that changes, all are written again. */
  salt: string
}

/** The salt of an instance as it is configured now, with the libraries that there are. */
export const saltOf = ({ pathMappings }: ArrInstance, roots: readonly LibraryRoot[]): string =>
  fingerprintOf(
    pathMappings,
    roots.map(({ path }) => path),
  )
