import { basename } from 'node:path'
import type { ItemListing, ListedFile } from '@backlot/library'
import { factsOf, isPlainSeasonFolder, normalizeTitle, parsePath, type ParsedPath } from '@backlot/media-names'
import type { EpisodeFile, ExtraFile, FoundSeries } from './found-series.ts'
import { numbersOfName } from './numbers-of-name.ts'
import { withVersions } from './with-versions.ts'

/** The series of an item's folder, and the files that are no part of any. */
export interface GroupedItem {
  series: FoundSeries[]
  leftovers: ListedFile[]
}

/**
 * Groups the changed files of a folder, and those that still wait for their series, into series (all of them where it is to be
 * read again). A folder that was made for one
 * series has no other: one with season folders, with an NFO of a series, or whose name has a year or an id. Pure; NFOs and
 * pictures are added afterwards.
 */
export const groupItem = (item: ItemListing): GroupedItem => {
  const changed = item.files.filter(({ change, known }) => item.refresh || change !== null || known?.state === 'unmatched')
  if (changed.length === 0) return { series: [], leftovers: [] }
  const folder = readFolder(item)
  const leftovers: ListedFile[] = []
  const groups = new Map<string, Group>()
  for (const file of changed) {
    const parsed = parsePath(pathOf(item, file), 'tvshow')
    if (parsed.sample === true) leftovers.push(file)
    else groupOf(groups, folder, parsed).push({ file, parsed })
  }
  const known = knownTitles(item, folder)
  return { series: [...splitByYear(groups)].map((members) => seriesOf(item, folder, { members, known })), leftovers }
}

interface Member {
  file: ListedFile
  parsed: ParsedPath
}
type Group = Member[]

/** What the folder of an item says. */
interface SeriesFolder extends Pick<ParsedPath, 'title' | 'titleAlts' | 'year' | 'ids'> {
  /** It was made for one series. */
  own: boolean
}

const readFolder = (item: ItemListing): SeriesFolder => {
  const name = folderName(item)
  if (name === '') return { title: '', titleAlts: [], ids: {}, own: false }
  const { title, titleAlts, year, ids } = parsePath(name, 'tvshow')
  const hasSeasons = item.files.some(({ folder }) =>
    isPlainSeasonFolder(belowItem(item, folder).split('/')[0] ?? '', item.itemFolder !== ''),
  )
  const hasNfo = item.sidecars.some(
    ({ folder, names }) => folder === item.itemFolder && names.some(([file]) => /^tvshow\.nfo$/i.test(file)),
  )
  const own = title !== '' && (hasSeasons || hasNfo || year !== undefined || Object.keys(ids).length > 0)
  return { title, titleAlts, ids, own, ...(year !== undefined && { year }) }
}

/** A root can be a series' own folder: then its seasons lie right below it. */
const folderName = ({ itemFolder, rootPath, files }: ItemListing): string => {
  if (itemFolder !== '') return basename(itemFolder)
  return files.some(({ folder }) => isPlainSeasonFolder(folder.split('/')[0] ?? '')) ? basename(rootPath) : ''
}

const belowItem = ({ itemFolder }: ItemListing, folder: string): string =>
  itemFolder === '' ? folder : folder.slice(itemFolder.length + 1)

const pathOf = (item: ItemListing, { folder, name }: ListedFile): string => {
  const above = item.itemFolder === '' ? folderName(item) : ''
  return [above, folder, name].filter((part) => part !== '').join('/')
}

const groupOf = (groups: Map<string, Group>, folder: SeriesFolder, { title, extraType, ids }: ParsedPath): Group => {
  // An extra is called anything; it belongs to whatever its folder is.
  const key = folder.own || extraType !== undefined ? '' : `${normalizeTitle(title)}|${Object.values(ids).join('|')}`
  const group = groups.get(key) ?? []
  groups.set(key, group)
  return group
}

/** Two series of one name are told apart by year; a file without one belongs to the only year there is. */
const splitByYear = function* (groups: ReadonlyMap<string, Group>): Generator<Group> {
  for (const [key, group] of groups) {
    const years = new Set(group.flatMap(({ parsed }) => parsed.year ?? []))
    if (key === '' || years.size < 2) yield group
    else yield* Map.groupBy(group, ({ parsed }) => parsed.year).values()
  }
}

const seriesOf = (
  item: ItemListing,
  folder: SeriesFolder,
  { members, known }: { members: Group; known: (title: string) => string | undefined },
): FoundSeries => {
  const named = members.find(({ parsed }) => parsed.extraType === undefined)?.parsed ?? members[0]?.parsed
  const own = folder.own || named?.extraType !== undefined
  const same = folder.title !== '' && normalizeTitle(named?.title ?? '') === normalizeTitle(folder.title)
  const title = own || same ? folder.title : (named?.title ?? '')
  const ofYear = members.find(({ parsed }) => parsed.year !== undefined && (!own || normalizeTitle(parsed.title) === normalizeTitle(title)))
  const features = members.filter(({ parsed }) => parsed.extraType === undefined)
  return {
    rootId: item.rootId,
    itemFolder: item.itemFolder,
    title,
    titleAlts: altsOf(title, [
      ...(own ? folder.titleAlts : []),
      ...new Set(features.flatMap(({ parsed }) => [parsed.title, ...parsed.titleAlts])),
    ]),
    year: folder.own ? (folder.year ?? ofYear?.parsed.year) : ofYear?.parsed.year,
    ids: { ...features.find(({ parsed }) => Object.keys(parsed.ids).length > 0)?.parsed.ids, ...(own && folder.ids) },
    folderAgrees: folder.own || same,
    beside: known(title),
    nfo: undefined,
    artwork: undefined,
    seasons: [],
    files: withVersions(features.map(episodeFile), item),
    extras: members.flatMap(({ file, parsed: { extraType } }): ExtraFile[] => (extraType === undefined ? [] : [{ file, extraType }])),
  }
}

const episodeFile = ({ file, parsed }: Member): EpisodeFile => ({
  file,
  part: parsed.part,
  edition: parsed.edition,
  version: undefined,
  facts: factsOf(parsed),
  episodes: numbersOfName(parsed).map((numbers, _, all) => ({
    numbers,
    title: all.length === 1 ? parsed.episodeTitle : undefined,
    nfo: undefined,
  })),
  still: undefined,
})

/** Other titles, once each and at most a few: a folder of anything is no list of titles. */
const altsOf = (title: string, others: readonly string[]): string[] => {
  const seen = new Set([normalizeTitle(title)])
  return others.filter((other) => other !== '' && !seen.has(normalizeTitle(other)) && seen.add(normalizeTitle(other)).size > 0).slice(0, 5)
}

/** What files of a title in this folder are known as; of a series' own folder, what most of its files are. */
const knownTitles = (item: ItemListing, folder: SeriesFolder): ((title: string) => string | undefined) => {
  const known = item.files.filter(({ known: row }) => typeof row?.itemId === 'string')
  const ids = Map.groupBy(known, ({ known: row }) => row?.itemId ?? '')
  const [most] = [...ids].toSorted(([, one], [, other]) => other.length - one.length)
  if (folder.own) return () => most?.[0]
  let byTitle: Map<string, string> | undefined
  return (title) => {
    byTitle ??= new Map(
      [...ids].flatMap(([id, files]) =>
        files.slice(0, 20).map((file) => [normalizeTitle(parsePath(pathOf(item, file), 'tvshow').title), id] as const),
      ),
    )
    return byTitle.get(normalizeTitle(title))
  }
}
