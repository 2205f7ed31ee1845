import { z } from 'zod'
import { count, listOf, text } from '../client/lenient.ts'
import type { ArrPost, PostedItem } from './arr-post.ts'
import { readSharedPost } from './read-shared-post.ts'
import { idsOf, placedFile, postShape, postedFile } from './posted-shapes.ts'

const sonarrPost = postShape.extend({
  series: z
    .object({ id: count, title: text, path: text, tvdbId: count, tvMazeId: count, tmdbId: count, imdbId: text })
    .optional()
    .catch(undefined),
  episodeFile: postedFile.optional().catch(undefined),
  /** Only in the second form of Download. */
  episodeFiles: z.array(postedFile).optional().catch(undefined),
  renamedEpisodeFiles: listOf(postedFile),
})

/** What a post of a Sonarr says. Never throws: what is not known is `unknown`, what is missing is undefined. */
export const readSonarrWebhook = (payload: unknown): ArrPost => {
  const read = sonarrPost.safeParse(payload)
  if (!read.success) return { says: 'unknown', event: '' }
  const post = read.data
  const { series, episodeFile, episodeFiles } = post
  const item: PostedItem = {
    id: series?.id,
    title: series?.title,
    path: series?.path,
    ids: idsOf({ tvdb: series?.tvdbId, tmdb: series?.tmdbId, imdb: series?.imdbId, tvmaze: series?.tvMazeId }),
  }
  const files = episodeFiles ?? (episodeFile === undefined ? [] : [episodeFile])
  return readSharedPost(post, {
    item,
    files: files.map((file) => placedFile(item.path, file)),
    renamed: post.renamedEpisodeFiles.map((file) => placedFile(item.path, file)),
    complete: episodeFiles !== undefined,
    events: { added: 'SeriesAdd', deleted: 'SeriesDelete', fileDeleted: 'EpisodeFileDelete' },
  })
}
