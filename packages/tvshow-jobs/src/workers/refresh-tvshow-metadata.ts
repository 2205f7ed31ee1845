import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import { askLater } from '@backlot/metadata'
import { refreshTVShows } from '@backlot/metadata-args'
import { sql } from 'kysely'
import { refreshTVShowMetadata } from '../args.ts'
import type { RefreshScope } from '../refresh/refresh-scope.ts'
import { readSeriesAgain, type RefreshPorts, type RefreshSeriesResult } from '../refresh/refresh-series.ts'

/** What a sweep came to. */
export interface SweepResult {
  /** Jobs that were inserted, one for each series that is due. */
  inserted: number
  /** Series that a job waits for already. */
  duplicates: number
}

const everyDays = 30

/**
 * Reads a series, season or episode again. With none named: inserts a job for each series that is due, which is what no NFO
 * and no provider told about, and what was not written for a month. A sweep that was cut off goes on where it was.
 */
export const refreshTVShowMetadataWorker = (ports: RefreshPorts) =>
  worker(
    refreshTVShowMetadata,
    askLater(async ({ args, ...context }): Promise<RefreshSeriesResult | SweepResult> => {
      const { seriesId, seasonId, episodeId, force = false, batchSize = 100 } = args
      if (seriesId === undefined && seasonId === undefined && episodeId === undefined)
        return await sweep(ports, { force, batchSize, ...context })
      const scope = await scopeOf(ports, { seriesId, seasonId, episodeId })
      return await readSeriesAgain(ports, { seasons: true, episodes: true, force, ...scope }, context)
    }),
  )

/** The most particular that is named. */
const scopeOf = async (
  { db }: RefreshPorts,
  { seriesId, seasonId, episodeId }: { seriesId: string | undefined; seasonId: string | undefined; episodeId: string | undefined },
): Promise<Pick<RefreshScope, 'seriesId' | 'season' | 'episode'>> => {
  if (episodeId !== undefined) {
    const episode = await db
      .selectFrom('backlot.episodes')
      .select(['series_id', 'season_number', 'number'])
      .where('id', '=', episodeId)
      .executeTakeFirst()
    if (episode === undefined) throw new PermanentError(`There is no episode ${episodeId}`)
    // One that is known by its day or absolute number alone is found among all.
    if (episode.season_number === null || episode.number === null) return { seriesId: episode.series_id }
    return { seriesId: episode.series_id, season: episode.season_number, episode: episode.number }
  }
  if (seasonId !== undefined) {
    const season = await db.selectFrom('backlot.seasons').select(['series_id', 'number']).where('id', '=', seasonId).executeTakeFirst()
    if (season === undefined) throw new PermanentError(`There is no season ${seasonId}`)
    return { seriesId: season.series_id, season: season.number }
  }
  return { seriesId: seriesId ?? '' }
}

const sweep = async (
  { db }: RefreshPorts,
  {
    force,
    batchSize,
    signal,
    progress,
    insertMany,
    loadCursor,
    saveCursor,
  }: Pick<JobContext<unknown>, 'signal' | 'progress' | 'insertMany' | 'loadCursor' | 'saveCursor'> & { force: boolean; batchSize: number },
): Promise<SweepResult> => {
  let { after, ...result } = (await loadCursor<SweepResult & { after: string | null }>()) ?? { inserted: 0, duplicates: 0, after: null }
  progress({ phase: 'looking for what is due' })
  for (;;) {
    signal.throwIfAborted()
    const { rows } = await sql<{ id: string }>`
      select id from backlot.series
      where (${after}::uuid is null or id > ${after}::uuid)
        and (${force} or known_from = 'name' or updated_at < now() - make_interval(days => ${everyDays}))
      order by id limit ${batchSize}`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return result
    const inserted = await insertMany(
      refreshTVShows(
        rows.map(({ id }) => id),
        { force },
      ),
    )
    const duplicates = inserted.filter(({ duplicate }) => duplicate).length
    result = { inserted: result.inserted + rows.length - duplicates, duplicates: result.duplicates + duplicates }
    after = last.id
    await saveCursor({ ...result, after })
    progress({ current: result.inserted + result.duplicates })
  }
}
