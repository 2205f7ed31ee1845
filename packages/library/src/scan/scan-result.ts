/** What a scan found and did; stored with the scan and returned by its job. */
export interface ScanResult {
  /** Video files of films (or episodes) in the library now, on its roots that are online or were: parts and versions each count, extras do not. */
  found: number
  /** Of `found`: files whose film is known. `found` = matched + unmatched + ignored. */
  matched: number
  /** Of `found`: files whose film is not known; kept, with candidates. */
  unmatched: number
  /** Of `found`: files that a person said are no films. */
  ignored: number
  /** Trailers, featurettes and their like in the library now. */
  extras: number
  /** Files of the library that are gone from disk and not yet removed. */
  missing: number
  /** Video files that this scan added, extras included. */
  added: number
  /** Video files whose content changed, and that came back. */
  updated: number
  /** Files that this scan found under another name or in another folder. */
  moved: number
  /** Files that this scan found to be gone. */
  gone: number
  /** What is passed over in the library now, by reason. */
  skipped: Record<string, number>
  /** Open problems of severity error in the library now. */
  problems: number
  /** Open problems of severity warning in the library now. */
  warnings: number
  /** All of it, over all attempts. */
  seconds: number
  /** Milliseconds in each phase, over all attempts. */
  phases: Record<string, number>
}
