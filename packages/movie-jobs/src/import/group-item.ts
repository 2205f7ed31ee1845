import type { ItemListing, ListedFile } from '@backlot/library'
import { groupListing, normalizeTitle, parseMovieName, parsePath, type ListingGroup } from '@backlot/media-names'
import type { ExtraFile, FilmFile, FoundFilm } from './found-film.ts'

/** The films of an item's folder, and the files that are no part of any. */
export interface GroupedItem {
  films: FoundFilm[]
  leftovers: ListedFile[]
}

/** Groups the files of one folder (with its extras and parts) into films. Pure; NFOs and artwork are added afterwards. */
export const groupItem = (item: ItemListing): GroupedItem => {
  const byPath = new Map(item.files.map((file) => [listingPath(file), file]))
  const leftovers = new Set(item.files)
  const take = (path: string): ListedFile | undefined => {
    // A disc comes back as the folder that holds it.
    const file = byPath.get(path) ?? byPath.get(`${path}/BDMV`) ?? byPath.get(`${path}/VIDEO_TS`) ?? discIn(item.files, path)
    return file !== undefined && leftovers.delete(file) ? file : undefined
  }
  const films = listings([...byPath.keys()]).flatMap((paths) => groupListing(paths, 'movie').map((group) => filmOf(item, group, take)))
  return { films: films.filter(({ files, extras }) => files.length + extras.length > 0), leftovers: [...leftovers] }
}

const listingPath = ({ folder, name }: ListedFile): string => (folder === '' ? name : `${folder}/${name}`)

const discIn = (files: readonly ListedFile[], path: string): ListedFile | undefined =>
  files.find(({ disc, folder }) => disc && folder === path)

const manyFiles = 200

/** A folder with very many films is grouped by the beginnings of names: files of one film begin alike. */
const listings = (paths: readonly string[]): (readonly string[])[] => {
  if (paths.length <= manyFiles) return [paths]
  return [
    ...Map.groupBy(paths, (path) =>
      path
        .slice(path.lastIndexOf('/') + 1)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
        .slice(0, 5),
    ).values(),
  ]
}

const filmOf = (item: ItemListing, group: ListingGroup, take: (path: string) => ListedFile | undefined): FoundFilm => {
  const files = group.files.flatMap(({ path, part, edition, label }): FilmFile[] => {
    const file = take(path)
    return file === undefined ? [] : [{ file, part, edition, version: label, parsed: parsePath(listingPath(file), 'movie') }]
  })
  const extras = group.extras.flatMap(({ path, extraType }): ExtraFile[] => {
    const file = take(path)
    return file === undefined ? [] : [{ file, extraType }]
  })
  return {
    rootId: item.rootId,
    itemFolder: item.itemFolder,
    folder: files[0]?.file.folder ?? item.itemFolder,
    title: wellWritten(group.title, item.itemFolder),
    titleAlts: files[0]?.parsed.titleAlts ?? [],
    year: group.year,
    ids: group.ids,
    folderAgrees: () => folderAgrees(item.itemFolder, group.title),
    files,
    extras,
    nfo: undefined,
    artwork: [],
  }
}

/** A release's name is often all small; the folder above it is written by a person. */
const wellWritten = (title: string, folder: string): string => {
  if (folder === '' || title !== title.toLowerCase()) return title
  const written = parseMovieName(folder.slice(folder.lastIndexOf('/') + 1)).title
  return normalizeTitle(written) === normalizeTitle(title) ? written : title
}

const folderAgrees = (folder: string, title: string): boolean =>
  folder !== '' && title !== '' && normalizeTitle(parseMovieName(folder.slice(folder.lastIndexOf('/') + 1)).title) === normalizeTitle(title)
