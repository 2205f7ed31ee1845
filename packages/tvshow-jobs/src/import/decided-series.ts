import type { ListedFile } from '@backlot/library'
import type { Identity } from '../match/identify-series.ts'
import type { FoundSeries } from './found-series.ts'

/** A found series with what was decided about it. */
export interface DecidedSeries {
  found: FoundSeries
  identity: Identity
  /** The stored metadata of the series is to be replaced by what was found. */
  rewrite: boolean
}

/** What a person decided about a file; a scan never changes it. */
export const isByHand = ({ known }: ListedFile): boolean => known?.match?.by === 'manual' || known?.state === 'ignored'

/** All files of a found series. */
export const filesOf = ({ files, extras }: Pick<FoundSeries, 'files' | 'extras'>): ListedFile[] => [
  ...files.map(({ file }) => file),
  ...extras.map(({ file }) => file),
]
