/** A library that a bench makes, and how to see what a scan made of it. */
export interface MadeLibrary {
  type: 'movie' | 'tvshow'
  /** Makes the files below a folder; the same ones each time. Gives how many videos a scan should find, without extras. */
  make(folder: string): Promise<{ found: number }>
  /** One row of text for each thing that a scan stored, in a fixed order and without ids: two scans that agree give the same. */
  contents: string
}
