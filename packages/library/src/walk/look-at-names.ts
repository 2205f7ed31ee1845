import { join, relative } from 'node:path'
import { classifyFile } from '@backlot/media-names'
import { discIdentity } from './disc-identity.ts'
import { errorCode, identityOf, saysGone, type FileIdentity } from './file-identity.ts'
import type { FolderAccess } from './folder-access.ts'
import { followLink } from './follow-link.ts'
import type { IgnoreRules } from './ignore-rules.ts'
import { mapBounded } from './map-bounded.ts'
import type { FoundName } from './read-folder.ts'
import { judgeName, notAFile } from './judge-name.ts'
import type { WalkedFolder, WalkProblem } from './walked-folder.ts'

/** Where the names stand, and what hides some. */
export interface LookOptions {
  root: string
  /** Relative to the root. */
  folder: string
  rules: IgnoreRules
  access: FolderAccess
  signal: AbortSignal
}

/** Looks at the names of a folder: which are videos, sidecars, folders to list, and which are passed over or problems. Stats only what it takes. */
export const lookAtNames = async (
  names: readonly FoundName[],
  { root, folder, rules, access, signal }: LookOptions,
): Promise<WalkedFolder> => {
  const walked: WalkedFolder = { files: [], sidecars: [], subfolders: [], skipped: {}, problems: [], incomplete: false }
  const skip = (reason: string): void => void (walked.skipped[reason] = (walked.skipped[reason] ?? 0) + 1)
  const denied: string[] = []

  const take = async (found: FoundName, as: 'video' | 'sidecar' | 'disc'): Promise<void> => {
    const { name } = found
    const identity = await identify(found, as)
    if (identity === undefined) return
    if (as === 'sidecar') walked.sidecars.push([name, identity.size, identity.mtimeNs])
    else walked.files.push({ name, disc: as === 'disc', ...identity })
  }

  const identify = async ({ name, kind }: FoundName, as: 'video' | 'sidecar' | 'disc'): Promise<FileIdentity | undefined> => {
    const path = join(root, folder, name)
    try {
      if (as === 'disc') return await discIdentity(path)
      if (kind !== 'link') {
        const stats = await access.lstat(path)
        return stats.isFile() ? identityOf(stats) : undefined
      }
      return await identifyLink(path, name)
    } catch (error) {
      // Gone since its name was read: the next scan sees that the folder changed.
      if (!saysGone(error)) denied.push(errorCode(error) ?? String(error))
      return undefined
    }
  }

  const identifyLink = async (path: string, name: string): Promise<FileIdentity | undefined> => {
    const media = ['video', 'nfo', 'image'].includes(classifyFile(name))
    const target = await followLink(path, root)
    switch (target.to) {
      case 'file':
        if (classifyFile(name) === 'video' && isFoundByItself(relative(root, target.path), rules)) {
          skip('link to a file of the library')
          return undefined
        }
        return media ? identityOf(target.stats) : undefined
      case 'folder':
        skip('linked folder')
        return undefined
      case 'nothing':
        if (media) skip('broken link')
        return undefined
      case 'special':
        if (media) walked.problems.push(notAFile(name))
        return undefined
      case 'outside':
        if (media) walked.problems.push(leadsOutside(name, target.path))
        return undefined
    }
  }

  await mapBounded(names, { limit: 16, signal }, async (found) => {
    const verdict = judgeName(found)
    const relative = folder === '' ? found.name : `${folder}/${found.name}`
    if (verdict.do === 'skip') skip(verdict.reason)
    if (verdict.do === 'report') walked.problems.push(verdict.problem)
    if (verdict.do !== 'list' && verdict.do !== 'take') return
    if (rules.hides(relative, found.kind === 'folder')) skip('ignore file')
    else if (verdict.do === 'list' && Buffer.byteLength(relative) > longestPath) walked.problems.push(tooLong(found.name))
    else if (verdict.do === 'list') walked.subfolders.push(found.name)
    else await take(found, verdict.as)
  })
  // One problem for the folder, however many names in it refuse to be looked at.
  if (denied.length > 0) walked.problems.push(refused(denied))
  return { ...walked, sidecars: walked.sidecars.toSorted(([a], [b]) => (a < b ? -1 : 1)), incomplete: denied.length > 0 }
}

/** Whether a walk comes to a file without the link to it: nothing on its way is passed over. */
const isFoundByItself = (path: string, rules: IgnoreRules): boolean => {
  const parts = path.split('/')
  const passes = parts.every((name, index) => {
    const isFile = index === parts.length - 1
    const verdict = judgeName({ name, kind: isFile ? 'file' : 'folder', usable: true })
    return isFile ? verdict.do === 'take' && verdict.as === 'video' : verdict.do === 'list'
  })
  return passes && !rules.hides(path, false)
}

const leadsOutside = (name: string, target: string): WalkProblem => ({
  name,
  kind: 'link out of the root',
  message: `This link leads to ${target}, outside of its root folder, and was not followed; add that folder to the library.`,
})

/** An index of the database takes no longer ones. */
const longestPath = 1_500

const tooLong = (name: string): WalkProblem => ({
  name,
  kind: 'path too long',
  message: `The path of this folder is longer than ${longestPath} bytes, so it was not looked into; move it up or shorten the names above it.`,
})

const refused = (codes: readonly string[]): WalkProblem => ({
  kind: 'unreadable files',
  message: `${codes.length} names in this folder could not be looked at (${codes[0]}); give the user that runs Backlot the right to enter the folder (chmod +x).`,
})
