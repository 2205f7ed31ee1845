import type { ItemListing, ListedFile } from '@backlot/library'
import { groupListing } from '@backlot/media-names'
import type { EpisodeFile } from './found-series.ts'
import { numbersKey } from './numbers-of-name.ts'

/** Says what part or version each file is, where several hold the same episodes: most are alone, and need not be compared. */
export const withVersions = (files: EpisodeFile[], { itemFolder }: ItemListing): EpisodeFile[] => {
  const same = Map.groupBy(files, ({ episodes }) => episodes.map(({ numbers }) => numbersKey(numbers)).join(' '))
  if (same.size === files.length) return files
  return [...same].flatMap(([key, together]) => (key === '' || together.length === 1 ? together : compared(together, itemFolder)))
}

const compared = (files: readonly EpisodeFile[], itemFolder: string): EpisodeFile[] => {
  const byPath = new Map(files.map((file) => [pathOf(file.file), file]))
  const listed = groupListing([...byPath.keys()], 'tvshow').flatMap((group) => group.files)
  const told = new Map(listed.map((entry) => [byPath.get(entry.path) ?? discAt(files, entry.path), entry]))
  return files.map((file) => {
    const entry = told.get(file)
    if (entry === undefined) return file
    const part = entry.part ?? file.part
    const version = entry.label === undefined ? undefined : (entry.resolution ?? (entry.edition === undefined ? entry.label : undefined))
    return { ...file, part, version, episodes: part === undefined ? file.episodes : file.episodes.map((episode) => withoutPart(episode)) }
  })

  function discAt(all: readonly EpisodeFile[], path: string): EpisodeFile | undefined {
    return itemFolder === path ? undefined : all.find(({ file }) => file.disc && file.folder === path)
  }
}

/** `pt1` is no title. */
const withoutPart = (episode: EpisodeFile['episodes'][number]): EpisodeFile['episodes'][number] => ({
  ...episode,
  title: episode.title?.replace(/[\s._-]*\b(?:cd|dis[ck]|dvd|part|pt)[\s._-]?(?:\d{1,2}|[a-d])$/i, '') || undefined,
})

const pathOf = ({ folder, name }: ListedFile): string => (folder === '' ? name : `${folder}/${name}`)
