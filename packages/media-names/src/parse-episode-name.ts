import type { EpisodeName } from './parsed-name.ts'
import { readName } from './read-name.ts'

/**
 * Reads the name of an episode's file, or of a folder that holds seasons. Where several numbers stand, the surest reading wins:
 * `S01E02` over a date, a date over a bare number. Never throws; a name without numbers has no episodes.
 */
export function parseEpisodeName(name: string): EpisodeName {
  return readName(name, 'tvshow').name
}
