import { nearTitles, storeCandidates, type MatchCandidate, type MatchedType, type NearTitle } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'

const pageSize = 500

/** Finds candidates for the files that a scan left unmatched, now that all films (or series) are known: a few statements for 500 files. */
export const suggestCandidates = async (
  db: Kysely<LibraryDatabase>,
  { type, scanId, signal }: { type: MatchedType; scanId: string; signal: AbortSignal },
): Promise<void> => {
  let after = '0'
  for (;;) {
    signal.throwIfAborted()
    const page = await unmatchedFiles(db, scanId, after)
    if (page.length > 0) await storeCandidates(db, await candidatesOf(db, type, page))
    if (page.length < pageSize) return
    after = page.at(-1)?.id ?? after
  }
}

/** An unmatched file with what its name says. */
export interface UnmatchedFile {
  id: string
  title: string | null
  year: number | null
}

const unmatchedFiles = async (db: Kysely<LibraryDatabase>, scanId: string, after: string): Promise<UnmatchedFile[]> => {
  const { rows } = await sql<UnmatchedFile>`
    select f.id, f.facts ->> 'title' as title, (f.facts ->> 'year')::integer as year
    from backlot.scan_entries e
    join backlot.files f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
    where e.scan_id = ${scanId} and f.state = 'unmatched' and f.role <> 'extra' and f.id > ${after}
    order by f.id limit ${pageSize}`.execute(db)
  return rows
}

/** The films (or series) that each file may be of, likeliest first. */
export const candidatesOf = async (
  db: Kysely<LibraryDatabase>,
  type: MatchedType,
  files: readonly UnmatchedFile[],
): Promise<{ fileId: string; candidates: MatchCandidate[] }[]> => {
  const asked = files.map(({ id, title, year }) => ({ fileId: id, title: normalizeTitle(title ?? ''), year }))
  const near = Map.groupBy(await nearTitles(db, type, asked), ({ fileId }) => fileId)
  return asked.map(({ fileId, title, year }) => ({ fileId, candidates: ranked(near.get(fileId) ?? [], { title, year }) }))
}

const ranked = (near: readonly NearTitle[], asked: { title: string; year: number | null }): MatchCandidate[] => {
  const best = new Map<string, MatchCandidate>()
  for (const { itemId, title, year, normalized } of near) {
    const confidence = likeness(asked, { normalized, year })
    if (confidence > (best.get(itemId)?.confidence ?? 0)) best.set(itemId, { itemId, title, year, confidence })
  }
  return [...best.values()].toSorted((a, b) => b.confidence - a.confidence).slice(0, 10)
}

/** Shared words of all words, less for another year; never so much that it would be a match. */
const likeness = (
  asked: { title: string; year: number | null },
  { normalized, year }: { normalized: string; year: number | null },
): number => {
  const [one, other] = [new Set(asked.title.split(' ')), new Set(normalized.split(' '))]
  const common = [...one].filter((word) => other.has(word)).length
  const shared = common / (one.size + other.size - common)
  const otherYear = asked.year !== null && year !== null && asked.year !== year
  return Math.round(shared * (otherYear ? 0.4 : 0.75) * 100) / 100
}
