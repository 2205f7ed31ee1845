// `lookIntoFolders` in a thread of its own.
import type { ThreadContext } from '@backlot/jobs'
import { eagerAccess } from './folder-access.ts'
import { lookIntoFolders, type FolderLook, type LookRequest } from './look-into-folders.ts'

/** What the thread is asked to do with the folders that it is sent. */
export default async ({ args, signal }: ThreadContext<LookRequest>): Promise<FolderLook[]> =>
  await lookIntoFolders(args, { access: eagerAccess(), signal })
