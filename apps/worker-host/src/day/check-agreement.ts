import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unmatchedListSchema } from '../http/file-routes.ts'
import { searchAnswerSchema } from '../http/movie-schema.ts'
import { allMovies, allSeries } from './day-catalog.ts'
import type { DayHost } from './day-host.ts'
import type { DayWorld } from './day-world.ts'

const drift = z.object({ compared: z.number(), missing: z.number(), stale: z.number(), leftOver: z.number() })

/** How disk, catalog and index stand to each other. */
export interface Agreement {
  /** What does not agree, in sentences; none when all do. */
  problems: string[]
  files: number
  items: number
  documents: number
}

/** Holds disk, catalog and search index against each other, over the API. */
export const checkAgreement = async (host: DayHost, { films, series }: DayWorld): Promise<Agreement> => {
  const { api } = host
  const problems: string[] = []
  const onDisk = [...(await videosBelow(films)), ...(await videosBelow(series))]
  const movies = await allMovies(api)
  const shows = await allSeries(api)
  const episodeFiles = shows.flatMap(({ episodes }) => episodes)
  const there = [...movies, ...episodeFiles].flatMap(({ files }) => files.filter(({ missingSince }) => missingSince === undefined))
  const inCatalog = there.map(({ path }) => path)

  problems.push(...without(onDisk, inCatalog).map((path) => `${path} is on disk and not in the catalog`))
  problems.push(...without(inCatalog, onDisk).map((path) => `${path} is in the catalog and not on disk`))
  problems.push(...doubled(inCatalog).map((path) => `${path} is in the catalog twice`))
  const names = [...movies, ...shows].map(({ title, year }) => `${title} (${year ?? ''})`)
  problems.push(...doubled(names).map((name) => `${name} is in the catalog twice`))
  const { folders } = await api(unmatchedListSchema, { path: '/api/unmatched' })
  problems.push(...folders.map(({ path }) => `What is in ${path} is matched to nothing`))

  for (const { id, title } of [...movies, ...shows]) {
    const { hits } = await api(searchAnswerSchema, { path: '/api/search', query: { q: title, limit: 200 } })
    const found = hits.filter((hit) => hit.id === id).length
    if (found !== 1) problems.push(`A search for "${title}" finds it ${found} times`)
  }
  const { state, result } = await host.run('search_reconcile', { dryRun: true })
  if (state !== 'completed') problems.push('The comparison of index and catalog failed')
  const { compared, ...differences } = drift.parse(result)
  for (const [what, count] of Object.entries(differences)) if (count > 0) problems.push(`The index has ${count} documents that are ${what}`)
  return { problems, files: onDisk.length, items: movies.length + shows.length, documents: compared }
}

const videosBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mkv'))
    .map((entry) => join(entry.parentPath, entry.name))

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((one) => !some.includes(one))

const doubled = (all: readonly string[]): string[] => [...new Set(all.filter((one, place) => all.indexOf(one) !== place))]
