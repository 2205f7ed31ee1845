import { z } from 'zod'
import { count, listOf, text } from '../client/lenient.ts'
import type { ArrPost, PostedItem } from './arr-post.ts'
import { readSharedPost } from './read-shared-post.ts'
import { idsOf, placedFile, postShape, postedFile } from './posted-shapes.ts'

const radarrPost = postShape.extend({
  movie: z.object({ id: count, title: text, folderPath: text, tmdbId: count, imdbId: text }).optional().catch(undefined),
  movieFile: postedFile.optional().catch(undefined),
  renamedMovieFiles: listOf(postedFile),
})

/** What a post of a Radarr says. Never throws: what is not known is `unknown`, what is missing is undefined. */
export const readRadarrWebhook = (payload: unknown): ArrPost => {
  const read = radarrPost.safeParse(payload)
  if (!read.success) return { says: 'unknown', event: '' }
  const post = read.data
  const { movie, movieFile } = post
  const item: PostedItem = {
    id: movie?.id,
    title: movie?.title,
    path: movie?.folderPath,
    ids: idsOf({ tmdb: movie?.tmdbId, imdb: movie?.imdbId }),
  }
  return readSharedPost(post, {
    item,
    files: movieFile === undefined ? [] : [placedFile(item.path, movieFile)],
    renamed: post.renamedMovieFiles.map((file) => placedFile(item.path, file)),
    complete: false,
    events: { added: 'MovieAdded', deleted: 'MovieDelete', fileDeleted: 'MovieFileDelete' },
  })
}
