import type { ItemListing, ListedFile } from '@backlot/library'
import { factsOf, groupListing, normalizeTitle, parseMovieName, parsePath, type ListingFile, type ListingGroup } from '@backlot/media-names'
import type { ExtraFile, FilmFile, FoundFilm } from './found-film.ts'

/** The films of an item's folder, and the files that are no part of any. */
export interface GroupedItem {
  films: FoundFilm[]
  leftovers: ListedFile[]
}

/** Groups the files of one folder (with its extras and parts) into films. Pure; NFOs and artwork are added afterwards. */
export const groupItem = (item: ItemListing): GroupedItem => {
  const [only, ...others] = item.files
  if (only !== undefined && others.length === 0) return aloneIn(item, only)
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

/** Most films are one file in a folder: what groupListing would say of it is what its path says, at a third of the cost. */
const aloneIn = (item: ItemListing, file: ListedFile): GroupedItem => {
  const parsed = parsePath(listingPath(file), 'movie')
  if (parsed.sample === true) return { films: [], leftovers: [file] }
  const { title, year, ids, edition, extraType } = parsed
  const found = foundFilm(item, { title, year, ids, titleAlts: parsed.titleAlts })
  if (extraType !== undefined) return { films: [{ ...found, extras: [{ file, extraType }] }], leftovers: [] }
  return {
    films: [{ ...found, folder: file.folder, files: [{ file, part: undefined, edition, version: undefined, facts: factsOf(parsed) }] }],
    leftovers: [],
  }
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
  let titleAlts: readonly string[] | undefined
  const files = group.files.flatMap((listed): FilmFile[] => {
    const { path, part, edition } = listed
    const file = take(path)
    if (file === undefined) return []
    const parsed = parsePath(listingPath(file), 'movie')
    titleAlts ??= parsed.titleAlts
    return [{ file, part, edition, version: versionOf(listed), facts: factsOf(parsed) }]
  })
  const extras = group.extras.flatMap(({ path, extraType }): ExtraFile[] => {
    const file = take(path)
    return file === undefined ? [] : [{ file, extraType }]
  })
  const name = { title: group.title, year: group.year, ids: group.ids, titleAlts: titleAlts ?? [] }
  return { ...foundFilm(item, name), folder: files[0]?.file.folder ?? item.itemFolder, files, extras }
}

const foundFilm = (
  item: ItemListing,
  { title, year, ids, titleAlts }: Pick<FoundFilm, 'title' | 'year' | 'ids' | 'titleAlts'>,
): FoundFilm => ({
  rootId: item.rootId,
  itemFolder: item.itemFolder,
  folder: item.itemFolder,
  title: wellWritten(title, item.itemFolder),
  titleAlts,
  year,
  ids,
  folderAgrees: folderAgrees(item.itemFolder, title),
  files: [],
  extras: [],
  nfo: undefined,
  artwork: [],
})

/** What people call a version: its resolution, where that sets it apart, or what its name adds; its edition is told apart. */
const versionOf = ({ edition, resolution, label }: ListingFile): string | undefined => {
  if (label === undefined) return undefined
  return resolution ?? (edition === undefined ? label : undefined)
}

/** A release's name is often all small; the folder above it is written by a person. */
const wellWritten = (title: string, folder: string): string => {
  if (folder === '' || title !== title.toLowerCase()) return title
  const written = parseMovieName(folder.slice(folder.lastIndexOf('/') + 1)).title
  return normalizeTitle(written) === normalizeTitle(title) ? written : title
}

const folderAgrees = (folder: string, title: string): boolean =>
  folder !== '' && title !== '' && normalizeTitle(parseMovieName(folder.slice(folder.lastIndexOf('/') + 1)).title) === normalizeTitle(title)
