import type { Sidecar } from '../scan/scan-tables.ts'
import type { FileIdentity } from './file-identity.ts'

/** A video file, or a disc folder as one, as a walk found it. */
export interface WalkedFile extends FileIdentity {
  name: string
  disc: boolean
}

/** Something in a folder that could not be seen or used. */
export interface WalkProblem {
  /** The name it is about; absent: the folder itself. */
  name?: string
  kind: string
  message: string
}

/** One folder as a walk found it: what of it concerns a library. */
export interface WalkedFolder {
  files: WalkedFile[]
  /** NFOs and pictures, by name. */
  sidecars: Sidecar[]
  /** Names of folders to list as well. */
  subfolders: string[]
  skipped: Record<string, number>
  problems: WalkProblem[]
  /** Some names could not be looked at, so one that is not here may still exist. */
  incomplete: boolean
}
