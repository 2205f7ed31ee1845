import { basename, extname, join } from 'node:path'
import type { EpisodeNumbers } from '@backlot/catalog'
import type { ImportProblem, ItemListing } from '@backlot/library'
import { mapBounded } from '@backlot/library/map-bounded'
import { seasonOfFolder } from '@backlot/media-names'
import {
  byComparableName,
  findEpisodeStill,
  findLocalArtwork,
  findSeasonArtwork,
  isNfoError,
  parseEpisodeNfos,
  parseSeriesNfo,
  readNfoBytes,
  type NfoEpisode,
} from '@backlot/metadata/local-sources'
import type { EpisodeFile, FoundEpisode, FoundSeason, FoundSeries } from './found-series.ts'

/** A series with what lies beside its files. */
export interface ReadSeries {
  series: FoundSeries
  problems: ImportProblem[]
}

/**
 * Reads the NFOs of a series, its seasons and episodes, and finds their pictures, among what lies in its folders. `alone`: no
 * other series is in the item. An NFO that is refused is a problem, and as if it were not there.
 */
export const readSidecars = async (
  series: FoundSeries,
  { item, folders, alone, signal }: { item: ItemListing; folders: SidecarFolders; alone: boolean; signal: AbortSignal },
): Promise<ReadSeries> => {
  if (folders.size === 0 || series.files.length === 0) return { series, problems: [] }
  const problems: ImportProblem[] = []
  const read = async <Read>(path: string, parse: (bytes: Uint8Array) => Read): Promise<Read | undefined> => {
    try {
      return parse(await readNfoBytes(path, { signal }))
    } catch (error) {
      if (!isNfoError(error)) throw error
      const message = `What is in the NFO is left aside: ${error.message.replace(`${path}: `, '')}`
      problems.push({ rootId: series.rootId, itemFolder: series.itemFolder, path, kind: 'nfo refused', message })
      return undefined
    }
  }
  const reading = { item, folders, read, signal }
  const files = await mapBounded(series.files, { limit: 8, signal }, async (file) => await withEpisodeNfo(file, reading))
  const seasons = await readSeasons(files, reading)
  const own = alone && series.folderAgrees ? folders.get(item.itemFolder) : undefined
  if (own === undefined) return { series: { ...series, files, seasons }, problems }
  const nfoName = own.nfos.get('tvshow.nfo')
  const nfo = nfoName === undefined ? undefined : await read(join(item.rootPath, item.itemFolder, nfoName), parseSeriesNfo)
  const artwork = findLocalArtwork(own.names, { baseName: basename(item.itemFolder), alone: true })
  return { series: { ...series, files, seasons, artwork, nfo: nfo?.kind === 'series' ? nfo : undefined }, problems }
}

/** What lies in a folder beside videos. */
interface Sidecars {
  names: string[]
  nfos: Map<string, string>
  pictures: Map<string, string>
}

/** What lies beside the videos of an item, by folder. */
export type SidecarFolders = ReadonlyMap<string, Sidecars>

/** Looks through the sidecars of an item, once for all that is in it. */
export const sidecarFolders = ({ sidecars }: ItemListing): SidecarFolders =>
  new Map(
    sidecars.map(({ folder, names: listed }) => {
      const names = listed.map(([name]) => name)
      return [folder, { names, nfos: byComparableName(names, 'nfos'), pictures: byComparableName(names, 'pictures') }]
    }),
  )

interface Reading {
  item: ItemListing
  folders: SidecarFolders
  signal: AbortSignal
  read: <Read>(path: string, parse: (bytes: Uint8Array) => Read) => Promise<Read | undefined>
}

const withEpisodeNfo = async (file: EpisodeFile, { item, folders, read }: Reading): Promise<EpisodeFile> => {
  const beside = folders.get(file.file.folder)
  if (beside === undefined) return file
  const base = file.file.disc ? basename(file.file.folder) : basename(file.file.name, extname(file.file.name))
  const name = beside.nfos.get(`${base.normalize('NFC').toLowerCase()}.nfo`)
  const nfos = name === undefined ? undefined : await read(join(item.rootPath, file.file.folder, name), parseEpisodeNfos)
  return { ...file, still: findEpisodeStill(beside.pictures, base), episodes: withNfos(file.episodes, nfos) }
}

/** An NFO that counts says which episodes there are; one that does not speaks of those of the name, in their order. */
const withNfos = (named: FoundEpisode[], nfos: readonly NfoEpisode[] | undefined): FoundEpisode[] => {
  if (nfos === undefined) return named
  const counted = nfos.flatMap((nfo): FoundEpisode[] => numbersOfNfo(nfo).map((numbers) => ({ numbers, title: undefined, nfo })))
  if (counted.length > 0)
    return counted.map(({ numbers, nfo }, index) => {
      // What the name counts by, where it counts otherwise, means the same episode.
      const { absolute, aired } = counted.length === named.length ? (named[index]?.numbers ?? {}) : {}
      return { numbers: { absolute, aired, ...numbers }, title: named[index]?.title, nfo }
    })
  return named.map((episode, index) => ({ ...episode, nfo: nfos[index] }))
}

const numbersOfNfo = ({ season, episode, lastEpisode, aired }: NfoEpisode): EpisodeNumbers[] => {
  if (episode === undefined || season === undefined) return aired === undefined ? [] : [{ aired }]
  const count = Math.min((lastEpisode ?? episode) - episode + 1, 100)
  return Array.from({ length: count }, (_, index) => ({
    season,
    number: episode + index,
    ...(count === 1 && aired !== undefined && { aired }),
  }))
}

const readSeasons = async (files: readonly EpisodeFile[], reading: Reading): Promise<FoundSeason[]> => {
  const places = new Map<number, Set<string>>()
  for (const { file, episodes } of files) {
    for (const { numbers } of episodes) {
      if (numbers.season === undefined) continue
      const known = places.get(numbers.season) ?? new Set([reading.item.itemFolder])
      places.set(numbers.season, known.add(file.folder))
    }
  }
  return await mapBounded([...places], { limit: 8, signal: reading.signal }, async ([number, inFolders]) => {
    return await readSeason(number, { ...reading, places: [...inFolders] })
  })
}

const readSeason = async (number: number, { places, item, folders, read }: Reading & { places: string[] }): Promise<FoundSeason> => {
  const found: FoundSeason = { number, nfo: undefined, artwork: undefined }
  for (const folder of places) {
    const beside = folders.get(folder)
    if (beside === undefined) continue
    const own = folder !== item.itemFolder && seasonOfFolder(basename(folder), true) === number
    const names = [`season${String(number).padStart(2, '0')}.nfo`, ...(own ? ['season.nfo'] : [])]
    const name = names.map((candidate) => beside.nfos.get(candidate)).find((candidate) => candidate !== undefined)
    const nfo = name === undefined ? undefined : await read(join(item.rootPath, folder, name), parseSeriesNfo)
    if (nfo?.kind === 'season' && (nfo.season ?? number) === number) found.nfo ??= nfo
    const pictures = findSeasonArtwork(beside.names, { number, own })
    if (pictures.length > 0) found.artwork ??= { folder, pictures }
  }
  return found
}
