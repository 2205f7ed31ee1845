import type { FileIdentity } from '../walk/file-identity.ts'
import type { WalkedFile, WalkedFolder, WalkProblem } from '../walk/walked-folder.ts'
import type { FolderLook } from '../walk/look-into-folders.ts'
import type { FolderToList, KnownFile } from './next-folders.ts'
import type { EntryKind, FolderState, Sidecar } from './scan-tables.ts'

/** What listing a folder came to, as it is staged. */
export interface FolderListing {
  rootId: string
  folder: string
  state: FolderState
  trail: string
  /** Null: to be read again by the next scan. */
  mtimeNs: string | null
  sidecars: Sidecar[]
  skipped: Record<string, number>
  ignorePatterns: string[] | null
  /** Everything below is hidden, or the rules for it changed. */
  below: 'as known' | 'hidden' | 'rules changed'
  entries: StagedEntry[]
  subfolders: string[]
  problems: WalkProblem[]
  /** NFOs or pictures are not as they were. */
  sidecarsChanged: boolean
}

/** A difference between disk and catalog. */
export interface StagedEntry extends FileIdentity {
  name: string
  kind: EntryKind
  disc: boolean
  fileId: string | null
  lookAgain: boolean
}

/** A folder's time is trusted once it is this old: two changes within the file system's resolution look like one. */
const settledFolderMs = 2_000
/** A file is looked at twice while it is younger than this. */
const settledFileMs = 10_000
/** A file that was written within this time may be one whose copy pauses; its folder is read again by the next scan. */
const restingFileMs = 60_000

const ageMs = (mtimeNs: string, now: number): number => Math.abs(now - Number(BigInt(mtimeNs) / 1_000_000n))

/** A folder that was looked into, compared with what is known of it. `now` in milliseconds. */
export const compareFolder = (
  to: FolderToList,
  { identity, names, walked, ignoreRules }: Extract<FolderLook, { outcome: 'seen' }>,
  now: number,
): FolderListing => {
  const patterns = ignoreRules ?? null
  const unsure =
    walked.incomplete ||
    walked.problems.length > 0 ||
    ageMs(identity.mtimeNs, now) < settledFolderMs ||
    walked.files.some(({ mtimeNs }) => ageMs(mtimeNs, now) < restingFileMs)
  return {
    ...emptyListing(to),
    state: 'listed',
    trail: `${to.trail} ${identity.device}:${identity.inode}`,
    mtimeNs: unsure ? null : identity.mtimeNs,
    sidecars: walked.sidecars,
    skipped: walked.skipped,
    ignorePatterns: patterns,
    below: JSON.stringify(patterns) === JSON.stringify(to.known?.ignorePatterns ?? null) ? 'as known' : 'rules changed',
    entries: [...walked.files.flatMap((file) => differenceOf(file, to.files.get(file.name), now)), ...absent(to, walked, names)],
    subfolders: walked.subfolders,
    problems: walked.problems,
    sidecarsChanged: JSON.stringify(walked.sidecars) !== JSON.stringify(to.known?.sidecars ?? []),
  }
}

/** A folder that is not there any more, or hidden by the rules of one above. */
export const goneFolder = (to: FolderToList, why: 'gone' | 'ignored' = 'gone'): FolderListing => ({
  ...emptyListing(to),
  state: 'gone',
  entries: withdrawn(to, why),
})

/** A folder that could not be read: what is known of it stays. */
export const untouchedFolder = (to: FolderToList, problems: WalkProblem[]): FolderListing => ({
  ...emptyListing(to),
  state: 'untouched',
  problems,
})

/** A folder that an ignore file in it hides, with all below; its time is kept, to see when that file goes. */
export const hiddenFolder = (to: FolderToList, identity: FileIdentity, ignorePatterns: string[]): FolderListing => ({
  ...emptyListing(to),
  state: 'listed',
  mtimeNs: identity.mtimeNs,
  skipped: { 'ignored folder': 1 },
  ignorePatterns,
  below: 'hidden',
  entries: withdrawn(to, 'ignored'),
})

/** A folder that is the same as one above it. */
export const loopFolder = (to: FolderToList): FolderListing => ({ ...emptyListing(to), state: 'listed', skipped: { loop: 1 } })

const emptyListing = ({ rootId, folder, trail }: FolderToList): FolderListing => ({
  rootId,
  folder,
  state: 'listed',
  trail,
  mtimeNs: null,
  sidecars: [],
  skipped: {},
  ignorePatterns: null,
  below: 'as known',
  entries: [],
  subfolders: [],
  problems: [],
  sidecarsChanged: false,
})

const differenceOf = (file: WalkedFile, known: KnownFile | undefined, now: number): StagedEntry[] => {
  const same = known !== undefined && known.size === file.size && known.mtimeNs === file.mtimeNs
  if (same && !known.missing) return []
  const kind = known === undefined ? 'new' : known.missing ? 'returned' : 'changed'
  return [{ ...file, kind, fileId: known?.id ?? null, lookAgain: !same && ageMs(file.mtimeNs, now) < settledFileMs }]
}

const absent = (to: FolderToList, walked: WalkedFolder, names: readonly string[]): StagedEntry[] => {
  const taken = new Set(walked.files.map(({ name }) => name))
  const there = new Set(names)
  return withdrawn(to, 'gone').flatMap((entry): StagedEntry[] => {
    if (taken.has(entry.name)) return []
    if (there.has(entry.name)) return walked.incomplete ? [] : [{ ...entry, kind: 'ignored' }]
    return [entry]
  })
}

const withdrawn = (to: FolderToList, kind: 'gone' | 'ignored'): StagedEntry[] =>
  [...to.files]
    .filter(([, { missing }]) => !missing)
    .map(([name, { id, size, mtimeNs }]) => ({
      name,
      kind,
      disc: false,
      fileId: id,
      lookAgain: false,
      size,
      mtimeNs,
      device: '',
      inode: '',
    }))
