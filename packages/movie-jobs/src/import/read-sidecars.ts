import { basename, extname, join } from 'node:path'
import type { ImportProblem, ItemListing } from '@backlot/library'
import { classifyFile } from '@backlot/media-names'
import { findLocalArtwork, findNfo, isNfoError, readNfo, type FilmInFolder, type NfoMovie } from '@backlot/metadata/local-sources'
import type { FoundFilm } from './found-film.ts'

/** A film with what lies beside it. */
export interface ReadFilm {
  film: FoundFilm
  problem: ImportProblem | undefined
}

/** Reads the NFO of a film and finds its pictures, among what lies in its folder. An NFO that is refused is a problem, and as if it were not there. */
export const readSidecars = async (
  film: FoundFilm,
  { item, films, signal }: { item: ItemListing; films: readonly FoundFilm[]; signal: AbortSignal },
): Promise<ReadFilm> => {
  if (film.files.length === 0) return { film, problem: undefined }
  // Parts and versions in folders of their own (`CD1`) share what lies in the film's folder.
  const folders = [...new Set([film.folder, item.itemFolder])]
  for (const folder of folders) {
    const names = (item.sidecars.find((sidecars) => sidecars.folder === folder)?.names ?? []).map(([name]) => name)
    if (names.length === 0) continue
    const places = placesOf(film, { folder, alone: isAlone(films, folder) })
    const artwork = uniqueBy(
      places.flatMap((place) =>
        findLocalArtwork(
          names.filter((name) => classifyFile(name) === 'image'),
          place,
        ),
      ),
      ({ name }) => name,
    )
    const nfoName = places.map((place) => findNfo(names, place)).find((name) => name !== undefined)
    const found = { ...film, folder, artwork }
    if (nfoName === undefined) {
      if (artwork.length > 0 || folder === folders.at(-1)) return { film: found, problem: undefined }
      continue
    }
    return await withNfo(found, { path: join(item.rootPath, folder, nfoName), signal })
  }
  return { film, problem: undefined }
}

const withNfo = async (film: FoundFilm, { path, signal }: { path: string; signal: AbortSignal }): Promise<ReadFilm> => {
  try {
    const nfo: NfoMovie = await readNfo(path, { signal })
    return { film: { ...film, nfo }, problem: undefined }
  } catch (error) {
    if (!isNfoError(error)) throw error
    const problem = {
      rootId: film.rootId,
      itemFolder: film.itemFolder,
      path,
      kind: 'nfo refused',
      message: `The film is known without its NFO: ${error.message.replace(`${path}: `, '')}`,
    }
    return { film, problem }
  }
}

/** Names that the film's NFO and pictures may begin with: one for each of its files. */
const placesOf = (film: FoundFilm, { folder, alone }: { folder: string; alone: boolean }): FilmInFolder[] => {
  const names = film.files.flatMap(({ file }) => {
    if (file.disc) return [basename(file.folder)]
    const whole = basename(file.name, extname(file.name))
    // `film cd1.avi` may have `film.nfo` beside it.
    return [whole, whole.replace(/[\s._-]*(?:cd|dis[ck]|dvd|part|pt)[\s._-]?\d{1,2}$/i, '')]
  })
  return [...new Set(names)].filter((name) => name !== '').map((baseName) => ({ baseName, alone: alone && folder !== '' }))
}

const isAlone = (films: readonly FoundFilm[], folder: string): boolean =>
  films.filter(({ files, itemFolder }) => files.some(({ file }) => file.folder === folder) || (files.length > 0 && itemFolder === folder))
    .length <= 1

const uniqueBy = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] =>
  [...new Map(items.map((item) => [key(item), item] as const).toReversed()).values()].toReversed()
