import { findSeries, listEpisodes, listSeries, managersOfItem, type Episode, type Series } from '@backlot/catalog'
import { refreshTVShow } from '@backlot/metadata-args'
import type { MediaService } from '../http/media-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { findLibrary, type LibraryPorts } from './library-service.ts'
import { toManagerView } from './manager-view.ts'
import { imagePath, toCreditView, toPictureView } from './picture-view.ts'
import { withoutNulls } from './without-nulls.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type SeriesService = Pick<MediaService, 'seriesPage' | 'series' | 'episodes' | 'refreshSeries'>

/** Series, for the API. */
export const seriesService = ({ db, jobs }: Pick<LibraryPorts, 'db' | 'jobs'>): SeriesService => ({
  seriesPage: async ({ cursor, limit, library }) => {
    checkCursor(cursor)
    const libraryId = library === undefined ? undefined : (await findLibrary(db, library)).id
    const page = await listSeries(db, {
      limit,
      ...(cursor === undefined ? {} : { after: cursor }),
      ...(libraryId === undefined ? {} : { libraryId }),
    })
    const series = page.series.map(({ posterId, addedAt, ...one }) => ({
      ...withoutNulls(one),
      ...(posterId === null ? {} : { poster: imagePath(posterId) }),
      addedAt: addedAt.toISOString(),
    }))
    return { series, ...(page.next === undefined ? {} : { next: page.next }) }
  },
  series: async (id) => {
    const { createdAt, updatedAt, seasons, artwork, credits, extras, ...facts } = await seriesOf(db, id)
    return {
      ...withoutNulls(facts),
      credits: credits.map(toCreditView),
      artwork: artwork.map(toPictureView),
      extras: extras.map(withoutNulls),
      managedBy: (await managersOfItem(db, id)).map(toManagerView),
      seasons: seasons.map(({ artwork: pictures, ...season }) => ({ ...withoutNulls(season), artwork: pictures.map(toPictureView) })),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }
  },
  episodes: async (seriesId, { season, cursor, limit }) => {
    checkCursor(cursor)
    await seriesOf(db, seriesId)
    const { episodes, next } = await listEpisodes(db, { seriesId, season, after: cursor, limit })
    return { episodes: episodes.map(toEpisodeView), ...(next === undefined ? {} : { next }) }
  },
  refreshSeries: async (id, options) => {
    await seriesOf(db, id)
    return await jobs.client.insert(refreshTVShow({ seriesId: id, ...options }))
  },
})

const checkCursor = (cursor: string | undefined): void => {
  if (cursor === undefined || uuid.test(cursor)) return
  throw new ProblemError(400, 'The cursor is none of ours', [{ path: 'cursor', message: 'not a cursor' }])
}

const seriesOf = async (db: LibraryPorts['db'], id: string): Promise<Series> => {
  const series = uuid.test(id) ? await findSeries(db, id) : undefined
  if (series === undefined) throw notFound(`There is no series ${id}`)
  return series
}

const toEpisodeView = ({ files, artwork, ...episode }: Episode) => ({
  ...withoutNulls(episode),
  artwork: artwork.map(toPictureView),
  files: files.map(({ match, ...file }) => ({
    ...withoutNulls(file),
    ...(match === null ? {} : { match: { confidence: match.confidence, why: match.why, by: match.by } }),
  })),
})
