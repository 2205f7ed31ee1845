import type { ExternalId, ManagedSeason } from '@backlot/catalog'

/** A file that a server says it has. */
export interface RemoteFile {
  /** The server's own id. */
  remoteId: number
  /** In the server's words. */
  path: string
}

/** A film or series as a server keeps it, as far as both have it in common. */
export interface RemoteItem {
  /** The server's own id. */
  remoteId: number
  title: string
  /** All that it is called, the title among them. */
  titles: string[]
  year: number | undefined
  /** By provider. */
  ids: ExternalId[]
  /** Its folder, in the server's words. */
  path: string | undefined
  monitored: boolean
  qualityProfile: string | undefined
  tags: string[]
  /** Of a series. */
  seasons?: ManagedSeason[]
  /** Of all that the server says of it; the same again need not be written again. */
  fingerprint: string
  files: RemoteFile[]
}
