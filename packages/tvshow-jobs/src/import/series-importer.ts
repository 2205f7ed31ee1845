import {
  episodeSource,
  personSource,
  removeEpisodesWithoutFiles,
  removeItemsWithoutFiles,
  seasonSource,
  seriesSource,
} from '@backlot/catalog'
import {
  nothingToWrite,
  suggestCandidates,
  type ImportBatch,
  type ImportContext,
  type ItemListing,
  type ScanImporter,
} from '@backlot/library'
import { indexAllNoted, indexNoted } from '@backlot/search'
import { askLaterAbout } from './ask-later-about.ts'
import type { ImporterPorts } from './importer-ports.ts'
import { filesOf } from './decided-series.ts'
import type { FoundSeries } from './found-series.ts'
import { matchLate } from './match-late.ts'
import { noteWritten } from './index-written.ts'
import { indexSeries } from './index-series.ts'
import { itemFolder } from './item-folder.ts'
import { readSeries } from './read-series.ts'
import type { ReadSeries } from './read-sidecars.ts'
import { writeFoundSeries } from './write-found-series.ts'

/** What a library of series makes of the files that a scan found. */
export const seriesImporter = (ports: ImporterPorts): ScanImporter => ({
  itemFolder,
  filesAtATime: ports.filesAtATime ?? 1_000,
  prepare: async (items, context) => await prepare(ports, items, context),
  filesChanged: async (tx, { itemIds, episodeIds }) => {
    if (itemIds.length === 0) return
    const removed = [...(await removeEpisodesWithoutFiles(tx, itemIds)), ...(await removeItemsWithoutFiles(tx, itemIds))]
    await indexSeries(tx, ports, { seriesIds: itemIds, seasonIds: [], episodeIds, removed })
  },
  complete: async (db, context) => {
    await suggestCandidates(db, { type: 'series', scanId: context.scanId, signal: context.signal })
    await matchLate(db, ports, context)
    const sources = [seriesSource, seasonSource, episodeSource, personSource]
    await indexAllNoted(db, { ...context, search: ports.search }, { sources, again: await context.refusedBefore() })
  },
})

const prepare = async (ports: ImporterPorts, items: readonly ItemListing[], context: ImportContext): Promise<ImportBatch[]> => {
  const { series, leftovers } = await (ports.read ?? readSeries)(items, context.signal)
  const batches = series.length === 0 ? [] : [batchOf(ports, series, context)]
  return leftovers.length === 0 ? batches : [...batches, nothingToWrite(leftovers)]
}

const batchOf = (ports: ImporterPorts, read: readonly ReadSeries[], context: ImportContext): ImportBatch => {
  const series = read.map((one) => one.series)
  let noted: Awaited<ReturnType<typeof noteWritten>> = []
  return {
    files: series.flatMap((one) => filesOf(one).map(({ folder, name }) => ({ rootId: one.rootId, folder, name }))),
    problems: read.flatMap(({ problems }) => problems),
    write: async (tx) => {
      const options = { libraryId: context.libraryId, autoCreate: ports.autoCreate }
      const written = await writeFoundSeries(tx, series, options)
      noted = await noteWritten(tx, ports, written)
      if (ports.asksOnline !== true) return
      // Where no series is to be made there is nothing to ask about what is not recognised.
      const unknown = ports.autoCreate ? written.unknown : []
      await askLaterAbout(tx, { ...written, unknown }, { libraryId: context.libraryId, insertMany: ports.insertMany })
    },
    index: async (db) => await indexNoted(db, { ...context, search: ports.search }, noted),
    split: () => split(read).map((half) => batchOf(ports, half, context)),
  }
}

/** Half of the series each, or of the files of one; itself where it is one file. */
const split = (read: readonly ReadSeries[]): ReadSeries[][] => {
  const [only, ...others] = read
  if (only === undefined) return []
  if (others.length > 0) return halves(read)
  const files = halves([...only.series.files, ...only.series.extras.map((extra) => ({ extra }))])
  return files.map((half, index) => [
    {
      series: {
        ...only.series,
        files: half.flatMap((file): FoundSeries['files'] => ('extra' in file ? [] : [file])),
        extras: half.flatMap((file) => ('extra' in file ? [file.extra] : [])),
      },
      problems: index === 0 ? only.problems : [],
    },
  ])
}

const halves = <Item>(items: readonly Item[]): Item[][] => {
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0)
}
