import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const hostFileSchema = z.object({
  pid: z.int(),
  /** When that process started, as the system counts it: a pid is used again after a while. */
  started: z.string().optional(),
  command: z.string(),
  /** Where its API answers; absent while it starts, and for commands that serve none. */
  url: z.string().optional(),
})

/** Who works on a data folder. */
export type HostFile = z.output<typeof hostFileSchema>

const pathOf = (folder: string): string => join(folder, 'host.json')

/** Who has the folder; undefined when nobody does, `unreadable` when the file is being written or is broken. */
export const readHostFile = async (folder: string): Promise<HostFile | 'unreadable' | undefined> => {
  const text = await readFile(pathOf(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return hostFileSchema.parse(JSON.parse(text))
  } catch {
    return 'unreadable'
  }
}

/** Takes the folder when nobody has it: false when the file is there. */
export const createHostFile = async (folder: string, content: HostFile): Promise<boolean> => {
  try {
    const file = await open(pathOf(folder), 'wx')
    await file.writeFile(JSON.stringify(content))
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Says something new about the folder that we have; whole at every moment. */
export const replaceHostFile = async (folder: string, content: HostFile): Promise<void> => {
  const fresh = `${pathOf(folder)}.${content.pid}`
  await writeFile(fresh, JSON.stringify(content))
  await rename(fresh, pathOf(folder))
}

/** Removes the file of a process that is gone, or our own. */
export const removeHostFile = async (folder: string): Promise<void> => {
  await rm(pathOf(folder), { force: true })
}
