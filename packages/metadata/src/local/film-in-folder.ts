/** Where a film stands in its folder: what local artwork and NFO files are looked for by. */
export interface FilmInFolder {
  /** The name of its video file without extension; of its folder where the film is a disc folder. */
  baseName: string
  /** It is the only film in that folder, so that names that stand for "the film here" (`poster.jpg`, `movie.nfo`) mean it. */
  alone: boolean
}

/** A name as it is compared: without the differences of case and of Unicode's two ways to write an accent. */
export function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
