import { extraTypeOfFolder } from './folder-kind.ts'
import type { ListingExtra, ListingGroup } from './group-listing.ts'
import type { ListingUnit } from './listing-units.ts'
import { commonStart, filesOf, stackParts } from './listing-versions.ts'
import type { ReadVersion } from './listing-versions.ts'
import { normalizeTitle } from './normalize-title.ts'
import { parsePath } from './parse-path.ts'
import { isPlainSeasonFolder } from './season-folder.ts'

/** Groups the videos of a series library: what counts as the same episode of the same series is one item. */
export function groupEpisodes(units: readonly ListingUnit[], extras: readonly ListingExtra[]): ListingGroup[] {
  const groups = new Map<string, ReadVersion[]>()
  for (const version of stackParts(units)) {
    const path = version.units[0]?.path ?? ''
    const read: ReadVersion = { ...version, name: parsePath(`${version.folder}/${version.stem}`, 'tvshow') }
    const { title, season, episodes, absolute, airDate } = read.name
    const numbers = [season ?? '', episodes.join(), absolute.join(), airDate ?? ''].join('|')
    const key = /\d/.test(numbers.replace(/^\d*/, '')) ? `${normalizeTitle(title)}|${numbers}` : path
    groups.set(key, [...(groups.get(key) ?? []), read])
  }
  const items = [...groups.values()].map(groupOf)
  return [...items, ...extras.map(extraGroup)]
}

/** An extra belongs to its series, whose folder names it. */
function extraGroup(extra: ListingExtra): ListingGroup {
  const folders = extra.path.split(/[\\/]/).slice(0, -1)
  const above = folders.filter((folder) => extraTypeOfFolder(folder) === undefined && !isPlainSeasonFolder(folder))
  const { title, year, ids } = parsePath(above.at(-1) ?? extra.path, 'tvshow')
  return { title, ...(year !== undefined && { year }), ids, episodes: [], absolute: [], files: [], extras: [extra] }
}

function groupOf(versions: readonly ReadVersion[]): ListingGroup {
  const name = versions[0]?.name
  return {
    title: name?.title ?? '',
    ...(name?.year !== undefined && { year: name.year }),
    ids: name?.ids ?? {},
    ...(name?.season !== undefined && { season: name.season }),
    episodes: name?.episodes ?? [],
    absolute: name?.absolute ?? [],
    ...(name?.airDate !== undefined && { airDate: name.airDate }),
    files: filesOf(versions, commonStart(versions.map((version) => version.stem))),
    extras: [],
  }
}
