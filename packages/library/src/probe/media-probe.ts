import {
  countFilesToProbe,
  fillRuntimes,
  filesToProbe,
  inTransaction,
  maxProbeFailures,
  storeProbes,
  type FileToProbe,
  type ProbedFile,
} from '@backlot/catalog'
import { systemClock, worker } from '@backlot/jobs'
import { sql } from 'kysely'
import { mediaProbe } from '../args.ts'
import type { LibraryPorts, ProbeFacts } from '../ports.ts'
import { recordProblems, type FoundProblem } from '../problems/record-problems.ts'
import { sleep } from '../scan/sleep.ts'
import { fingerprint } from '../walk/fingerprint.ts'
import { mapBounded } from '../walk/map-bounded.ts'

const pageSize = 100
const atATime = 4
/** The last word on a file, whatever its probe does about time. */
const patienceMs = 60_000
const mayGetBetter = new Set(['missing', 'no permission', 'read error', 'too slow', 'no answer'])

/**
 * Reads the containers of files that are new or changed, a page at a time, each page stored before the next: killed in
 * the middle, it goes on there. A file that does not answer in time is given up; after three such attempts it is left
 * alone until it changes. Damaged files are problems of severity warning.
 */
export const mediaProbeWorker = (ports: Pick<LibraryPorts, 'db' | 'probe' | 'clock'>) =>
  worker(mediaProbe, async ({ args: { libraryId }, signal, progress }) => {
    const result = { probed: 0, damaged: 0, failed: 0 }
    let after = '0'
    let looked = 0
    progress({ phase: 'reading files', total: await countFilesToProbe(ports.db, libraryId) })
    for (;;) {
      const page = await filesToProbe(ports.db, { libraryId, after, limit: pageSize })
      if (page.length === 0) return result
      const probes = await mapBounded(page, { limit: atATime, signal }, async (file) => ({
        file,
        facts: await probeOne(ports, file, signal),
      }))
      await store(ports, libraryId, probes)
      result.probed += probes.filter(({ facts }) => facts.readable).length
      result.failed += probes.filter(({ facts }) => !isSettled(facts)).length
      result.damaged += probes.filter(({ facts }) => problemOf(facts) !== undefined && isSettled(facts)).length
      after = page.at(-1)?.id ?? after
      looked += page.length
      progress({ current: looked, message: page.at(-1)?.name ?? '' })
    }
  })

const probeOne = async (
  { probe, clock = systemClock }: Pick<LibraryPorts, 'probe' | 'clock'>,
  file: FileToProbe,
  signal: AbortSignal,
): Promise<ProbeFacts> => {
  // A disc is a folder; its streams are not looked into.
  if (file.role === 'disc') return { readable: true, container: 'disc' }
  const patience = new AbortController()
  const either = AbortSignal.any([signal, patience.signal])
  const late = sleep(clock, patienceMs, either).then((): ProbeFacts => ({
    readable: false,
    reason: 'no answer',
    detail: `${file.path} did not answer in ${patienceMs / 1000} s.`,
  }))
  try {
    return await Promise.race([probe.probe(file.path, { signal: either }), late])
  } finally {
    late.catch(() => {})
    patience.abort()
  }
}

const isSettled = (facts: ProbeFacts): boolean => facts.readable || !mayGetBetter.has(facts.reason)

const store = async (
  ports: Pick<LibraryPorts, 'db'>,
  libraryId: string,
  probes: readonly { file: FileToProbe; facts: ProbeFacts }[],
): Promise<void> => {
  const rows: ProbedFile[] = []
  for (const { file, facts } of probes) {
    const print = file.role === 'disc' || !isSettled(facts) ? null : await fingerprint(file.path).catch(() => null)
    rows.push({ id: file.id, mtimeNs: file.mtimeNs, media: { ...facts }, fingerprint: print, settled: isSettled(facts) })
  }
  const problems = probes.flatMap(({ file, facts }) => {
    const message = problemOf(facts)
    const told = message !== undefined && (isSettled(facts) || file.failures + 1 >= maxProbeFailures)
    return told ? [warning(file, message)] : []
  })
  const fine = probes.filter(({ facts }) => problemOf(facts) === undefined).map(({ file }) => file.path)
  await inTransaction(ports.db, async (tx) => {
    await storeProbes(tx, rows)
    await fillRuntimes(
      tx,
      rows.map(({ id }) => id),
    )
    await recordProblems(tx, { id: null, libraryId }, problems)
    await sql`
      update backlot.problems set resolved_at = now()
      where library_id = ${libraryId} and source = 'probe' and resolved_at is null and path = any(${fine}::text[])`.execute(tx)
  })
}

const problemOf = (facts: ProbeFacts): string | undefined => {
  if (!facts.readable) return facts.detail
  return facts.truncated === true ? 'The file is shorter than its header says: a copy or download that stopped.' : undefined
}

const warning = ({ rootId, folder, path }: FileToProbe, message: string): FoundProblem => ({
  rootId,
  folder,
  path,
  source: 'probe',
  kind: 'damaged file',
  severity: 'warning',
  message,
})
