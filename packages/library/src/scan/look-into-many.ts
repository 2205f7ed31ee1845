import { runInThread } from '@backlot/jobs'
import { patientAccess } from '../walk/folder-access.ts'
import { lookIntoFolders, type FolderLook, type LookRequest } from '../walk/look-into-folders.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import type { ScanRun } from './scan-run.ts'

const manyFolders = 32

const thread = new URL(
  import.meta.url.endsWith('.ts') ? '../walk/look-into-folders-thread.ts' : 'look-into-folders-thread.js',
  import.meta.url,
)

/**
 * Looks into a few folders where it is called, and into many in a thread of its own, which may be kept waiting by a disk as
 * the host's own may not. Rejects as soon as the signal aborts, also while a disk does not answer.
 */
export const lookIntoMany = async ({ id, signal, progress, log }: ScanRun, request: LookRequest): Promise<FolderLook[]> => {
  if (request.folders.length < manyFolders) return await lookIntoFolders(request, { access: patientAccess, signal })
  const job = { id, kind: 'the walk of a scan', attempt: 1, args: request, signal, progress, log }
  const [looks = []] = await mapBounded([job], { limit: 1, signal }, async () => await runInThread<{ default: LookInThread }>(thread, job))
  return looks
}

type LookInThread = (thread: { args: LookRequest }) => Promise<FolderLook[]>
