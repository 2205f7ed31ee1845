import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeFiles, writeMovies, type FileMatch, type KnownFrom } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import type { TestArr } from './test-arr.ts'

/** What is said of a film that a scan made. */
export interface ScannedFilm {
  title: string
  year?: number
  /** Below the library's root; made on disk. */
  file?: string
  content?: string
  externalIds?: { provider: string; value: string }[]
  knownFrom?: KnownFrom
  by?: FileMatch['by']
  fields?: { overview?: string; provenance?: Record<string, string>; lockedFields?: string[]; genres?: string[] }
}

/** Stores a film as a scan would have; gives its id. */
export const scannedFilm = async (
  { db, folder, libraryId }: TestArr,
  { title, year, file, content = title, externalIds = [], knownFrom = 'name', by = 'scan', fields = {} }: ScannedFilm,
): Promise<string> => {
  const id = randomUUID()
  await writeMovies(db, [
    {
      id,
      replaces: false,
      title,
      sortTitle: normalizeTitle(title),
      year,
      ratings: [],
      countries: [],
      studios: [],
      tags: [],
      knownFrom,
      lockedFields: [],
      provenance: { title: knownFrom },
      titles: [{ title, normalized: normalizeTitle(title) }],
      externalIds,
      credits: [],
      artwork: {},
      ...fields,
    },
  ])
  if (file === undefined) return id
  await folder.write({ [file]: content })
  const stats = await stat(join(folder.path, file), { bigint: true })
  const { id: rootId } = await db
    .selectFrom('backlot.library_roots')
    .select('id')
    .where('library_id', '=', libraryId)
    .executeTakeFirstOrThrow()
  const place = dirname(file) === '.' ? '' : dirname(file)
  await writeFiles(db, libraryId, [
    {
      rootId,
      folder: place,
      name: basename(file),
      itemFolder: place,
      size: Number(stats.size),
      mtimeNs: String(stats.mtimeNs),
      device: String(stats.dev),
      inode: String(stats.ino),
      fingerprint: null,
      role: 'feature',
      extraType: null,
      part: null,
      edition: null,
      version: null,
      facts: { resolution: '1080p' },
      itemId: id,
      match: { confidence: 0.9, why: 'title and year in its name', by },
      state: 'matched',
    },
  ])
  return id
}
