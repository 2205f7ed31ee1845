import type { FileState, FileToWrite } from '@backlot/catalog'
import type { ListedFile } from '@backlot/library'
import type { EpisodeFile, FoundSeries } from './found-series.ts'
import { isByHand, type DecidedSeries } from './decided-series.ts'

/** The files of a series as they are stored. One whose series is known and whose episodes are not is unmatched. */
export const fileRows = ({ found, identity }: DecidedSeries, episodesOf: (file: EpisodeFile) => readonly string[]): FileToWrite[] => {
  const seriesId = identity.is === 'known' ? identity.series.id : null
  const features = found.files.map((episodeFile): FileToWrite => {
    const { file, part, edition, version, facts } = episodeFile
    const base = {
      ...placed(found, file),
      role: file.disc ? ('disc' as const) : ('feature' as const),
      extraType: null,
      part: part ?? null,
      edition: edition ?? null,
      version: version ?? null,
      facts,
    }
    if (file.known !== null && isByHand(file))
      return { ...base, itemId: file.known.itemId, match: file.known.match, state: file.known.state }
    const episodeIds = episodesOf(episodeFile)
    if (identity.is !== 'known' || episodeIds.length === 0)
      return { ...base, itemId: null, match: null, state: 'unmatched', episodeIds: [] }
    return { ...base, itemId: seriesId, match: identity.match, state: 'matched', episodeIds }
  })
  const extras = found.extras.map(({ file, extraType }): FileToWrite => ({
    ...placed(found, file),
    role: 'extra',
    extraType,
    part: null,
    edition: null,
    version: null,
    facts: null,
    itemId: seriesId,
    match: null,
    state: stateOf(seriesId),
  }))
  return [...features, ...extras]
}

const stateOf = (seriesId: string | null): FileState => (seriesId === null ? 'unmatched' : 'matched')

const placed = ({ rootId, itemFolder }: FoundSeries, { folder, name, size, mtimeNs, device, inode, fingerprint, known }: ListedFile) => ({
  id: known?.id,
  rootId,
  itemFolder,
  folder,
  name,
  size,
  mtimeNs,
  device,
  inode,
  fingerprint,
})
