import { z } from 'zod'
import { count, flag, listOf, text } from '../client/lenient.ts'
import type { PostedFile, PostedItem } from './arr-post.ts'

/** A file in a post. Its quality is text today and was an object once; nobody needs it. */
export const postedFile = z.object({ id: count, relativePath: text, path: text, previousRelativePath: text, previousPath: text })

export type FileShape = z.output<typeof postedFile>

/** What posts of both servers have; an event tells which of it is there. */
export const postShape = z.object({
  eventType: text,
  episodes: listOf(z.object({ id: count, seasonNumber: z.int().min(0), episodeNumber: z.int().min(0) })),
  release: z.object({ releaseTitle: text, quality: text }).catch({ releaseTitle: undefined, quality: undefined }).optional(),
  downloadId: text,
  isUpgrade: flag,
  // A list on Download, true or false on a deletion.
  deletedFiles: z.boolean().or(listOf(postedFile)).optional().catch(undefined),
  deleteReason: text,
  level: text,
  message: text,
  type: text,
  wikiUrl: text,
  previousVersion: text,
  newVersion: text,
  downloadInfo: z.object({ title: text }).optional().catch(undefined),
  downloadStatusMessages: listOf(z.object({ title: text, messages: listOf(z.string()) })),
})

export type PostShape = z.output<typeof postShape>

/** The ids that are there, by provider. */
export const idsOf = (ids: Record<string, string | number | undefined>): PostedItem['ids'] =>
  Object.fromEntries(Object.entries(ids).flatMap(([provider, id]) => (id === undefined ? [] : [[provider, String(id)]])))

/**
 * Where a file is: its folder and what comes below. Older servers give the place it was downloaded to as its path, so that
 * counts only where nothing else is said.
 */
export const placedFile = (folder: string | undefined, file: FileShape): PostedFile => ({
  id: file.id,
  path: below(folder, file.relativePath) ?? file.path,
  ...((file.previousPath ?? file.previousRelativePath) !== undefined && {
    previousPath: file.previousPath ?? below(folder, file.previousRelativePath),
  }),
})

const below = (folder: string | undefined, relativePath: string | undefined): string | undefined => {
  if (folder === undefined || relativePath === undefined) return undefined
  const separator = /^[a-z]:\\|^\\\\/i.test(folder) ? '\\' : '/'
  return `${folder.replace(/[/\\]+$/, '')}${separator}${relativePath}`
}
