/** The film or series that a post is about; older servers say little of it. */
export interface PostedItem {
  /** The server's own. */
  id: number | undefined
  title: string | undefined
  /** Its folder, in the server's words. */
  path: string | undefined
  /** By provider. */
  ids: Record<string, string>
}

/** A file that a post is about. */
export interface PostedFile {
  id: number | undefined
  /** Where it is, in the server's words. */
  path: string | undefined
  /** Where it was, of one that was renamed. */
  previousPath?: string | undefined
}

/** An episode that a post is about. */
export interface PostedEpisode {
  id: number | undefined
  season: number
  number: number
}

/** What a post of a Radarr or Sonarr says, whichever of the two and however old it is. */
export type ArrPost =
  /** Somebody tries the webhook. */
  | { says: 'test' }
  /** A download was sent for. */
  | { says: 'grabbed'; item: PostedItem; episodes: PostedEpisode[]; release: string | undefined; downloadId: string | undefined }
  /** Files arrived. `complete`: the second post of a Sonarr, when all of a download is there. */
  | {
      says: 'imported'
      item: PostedItem
      episodes: PostedEpisode[]
      files: PostedFile[]
      /** Files that they took the place of. */
      replaced: PostedFile[]
      isUpgrade: boolean
      complete: boolean
      downloadId: string | undefined
    }
  /** Files have other names; older servers do not say which. */
  | { says: 'renamed'; item: PostedItem; files: PostedFile[] }
  | { says: 'added'; item: PostedItem }
  | { says: 'file deleted'; item: PostedItem; episodes: PostedEpisode[]; files: PostedFile[]; reason: string | undefined }
  | { says: 'deleted'; item: PostedItem; filesToo: boolean }
  | { says: 'health'; restored: boolean; level: string; message: string; check: string; wikiUrl: string | undefined }
  | { says: 'updated'; from: string | undefined; to: string | undefined }
  /** An import waits for a person. */
  | {
      says: 'needs help'
      item: PostedItem
      episodes: PostedEpisode[]
      release: string | undefined
      messages: string[]
      downloadId: string | undefined
    }
  /** Something that this version knows nothing of; it is kept and nothing else happens. */
  | { says: 'unknown'; event: string }
