import type { ArrPost, PostedFile, PostedItem } from './arr-post.ts'
import { placedFile, type PostShape } from './posted-shapes.ts'

/** What one of the two servers has in words of its own. */
export interface OwnParts {
  item: PostedItem
  files: PostedFile[]
  renamed: PostedFile[]
  complete: boolean
  events: { added: string; deleted: string; fileDeleted: string }
}

/** Reads what both servers say in the same way. */
export const readSharedPost = (post: PostShape, { item, files, renamed, complete, events }: OwnParts): ArrPost => {
  const { eventType: event = '', downloadId, deletedFiles } = post
  const episodes = post.episodes.map(({ id, seasonNumber, episodeNumber }) => ({ id, season: seasonNumber, number: episodeNumber }))
  const release = post.release?.releaseTitle ?? post.downloadInfo?.title
  switch (event) {
    case 'Test':
      return { says: 'test' }
    case 'Grab':
      return { says: 'grabbed', item, episodes, release, downloadId }
    case 'Download':
      return {
        says: 'imported',
        item,
        episodes,
        files,
        replaced: Array.isArray(deletedFiles) ? deletedFiles.map((file) => placedFile(item.path, file)) : [],
        isUpgrade: post.isUpgrade ?? false,
        complete,
        downloadId,
      }
    case 'Rename':
      return { says: 'renamed', item, files: renamed }
    case events.added:
      return { says: 'added', item }
    case events.fileDeleted:
      return { says: 'file deleted', item, episodes, files, reason: post.deleteReason }
    case events.deleted:
      return { says: 'deleted', item, filesToo: deletedFiles === true }
    case 'Health':
    case 'HealthRestored':
      return {
        says: 'health',
        restored: event === 'HealthRestored',
        level: post.level ?? 'warning',
        message: post.message ?? '',
        check: post.type ?? '',
        wikiUrl: post.wikiUrl,
      }
    case 'ApplicationUpdate':
      return { says: 'updated', from: post.previousVersion, to: post.newVersion }
    case 'ManualInteractionRequired': {
      const messages = post.downloadStatusMessages.flatMap((status) => status.messages)
      return { says: 'needs help', item, episodes, release, messages, downloadId }
    }
    default:
      return { says: 'unknown', event }
  }
}
