import { comparable } from './film-in-folder.ts'
import type { FilmInFolder } from './film-in-folder.ts'

// NFOs of something else than a film, which may lie in a film's folder by mistake.
const OF_SOMETHING_ELSE = new Set(['tvshow.nfo', 'season.nfo', 'album.nfo', 'artist.nfo'])

/**
 * Chooses a film's NFO from the names in its folder: the one named like the film; when the film is alone there, `movie.nfo`, or the only
 * NFO there is (scene releases name theirs after the group). Returns the name as it is written in `files`.
 */
export function findNfo(files: readonly string[], film: FilmInFolder): string | undefined {
  const nfos = files.filter((file) => comparable(file).endsWith('.nfo'))
  const named = (name: string) => nfos.find((file) => comparable(file) === comparable(name))
  const own = named(`${film.baseName}.nfo`)
  if (own !== undefined || !film.alone) return own
  const general = named('movie.nfo')
  if (general !== undefined) return general
  const candidates = nfos.filter((file) => !OF_SOMETHING_ELSE.has(comparable(file)))
  return candidates.length === 1 ? candidates[0] : undefined
}
