import type { ChosenFile } from '@backlot/catalog'
import { factsOf, parsePath } from '@backlot/media-names'
import type { EpisodeFile } from '../import/found-series.ts'
import { numbersOfName } from '../import/numbers-of-name.ts'

/** A file as its name tells it, without anything of what was decided about it before. */
export const foundByHand = ({ folder, name }: ChosenFile): EpisodeFile => {
  const parsed = parsePath(folder === '' ? name : `${folder}/${name}`, 'tvshow')
  return {
    file: { folder, name, disc: false, size: 0, mtimeNs: '0', device: '', inode: '', fingerprint: null, change: null, known: null },
    part: undefined,
    edition: undefined,
    version: undefined,
    facts: factsOf(parsed),
    episodes: numbersOfName(parsed).map((numbers) => ({ numbers, title: undefined, nfo: undefined })),
    still: undefined,
  }
}
