import { inTransaction, lockKnownItems, storedSeries } from '@backlot/catalog'
import { PermanentError, type JobContext } from '@backlot/jobs'
import { tellOfUpdate, type LibraryDatabase } from '@backlot/library'
import { requestImages, toldBefore } from '@backlot/metadata'
import { enrichContent } from '@backlot/metadata-args'
import type { Kysely } from 'kysely'
import { indexSeries } from '../import/index-series.ts'
import type { TVShowPorts } from '../ports.ts'
import { askProviders, noteAnswers, type Answers } from './ask-providers.ts'
import { readLocal } from './read-local.ts'
import { isWhole, type RefreshScope } from './refresh-scope.ts'
import { writeProvided, type ProvidedBy } from './write-provided.ts'

/** What a refresh read. */
export interface RefreshSeriesResult {
  /** The sources that were read; empty when no file of the series can be seen and no provider was asked, and nothing was changed. */
  sources: string[]
  /** How many seasons and episodes providers told of. */
  seasons: number
  episodes: number
  /** The series that this one turned out to be, and now is part of. */
  mergedInto?: string
}

/** What a refresh is done with. */
export type RefreshPorts = Pick<TVShowPorts, 'db' | 'search' | 'online'>

/**
 * Reads a series (or a part of it) again: from what lies on disk, then from the first of its providers that knows it.
 * Credits, genres and artwork are replaced in one transaction; what a person locked stays, and so does what the sources have
 * nothing about. Further providers follow as a job of their own, made in the same transaction where the whole series is read.
 * A series that a provider knows as one that is here already becomes part of that one.
 */
export const readSeriesAgain = async (
  ports: RefreshPorts,
  scope: RefreshScope,
  { signal, progress, insert, insertMany }: Pick<JobContext<unknown>, 'signal' | 'progress' | 'insert' | 'insertMany'>,
): Promise<RefreshSeriesResult> => {
  const { seriesId } = scope
  if ((await storedSeries(ports.db, [seriesId])).length === 0) throw new PermanentError(`There is no series ${seriesId}`)
  const local = { ...ports, insert }
  progress({ phase: 'reading files' })
  const seen = await readLocal(local, scope, { signal })
  const answers = await askProviders(ports, scope, { signal, asking: (provider) => progress({ phase: `asking ${provider}` }) })
  signal.throwIfAborted()
  progress({ phase: 'writing' })
  const told = answers.answers.flatMap((answer): ProvidedBy[] =>
    answer.is === 'read' ? [{ provider: answer.provider, provided: withId(answer) }] : [],
  )
  const other = await otherSeries(ports, seriesId, told)
  if (other !== undefined) {
    await readLocal(local, { ...scope, season: undefined, episode: undefined, seasons: true, episodes: true }, { signal, into: other })
    return { sources: [], seasons: 0, episodes: 0, mergedInto: other }
  }
  const written = await inTransaction(
    ports.db,
    async (tx) => await write(tx, scope, { answers, told, search: ports.search, insert, insertMany }),
  )
  // What lies on disk is written, and that nobody has it any more is noted: it is asked about again in a week.
  if (answers.gone !== undefined) throw answers.gone
  return { sources: [...(seen ? ['files'] : []), ...told.map(({ provider }) => provider)], ...written }
}

interface WriteOptions extends Pick<JobContext<unknown>, 'insert' | 'insertMany'> {
  answers: Answers
  told: readonly ProvidedBy[]
  search: TVShowPorts['search']
}

const write = async (
  tx: Kysely<LibraryDatabase>,
  scope: RefreshScope,
  { answers, told, insertMany, ...ports }: WriteOptions,
): Promise<{ seasons: number; episodes: number }> => {
  const { seriesId: id } = scope
  await lockKnownItems(tx, 'series', [id])
  const names = told.map(({ provider }) => provider)
  const tells = await toldBefore(tx, id, names)
  await noteAnswers(tx, scope, answers.answers)
  await enrichLater(tx, scope, { further: answers.further, insert: ports.insert })
  if (told.length === 0) return { seasons: 0, episodes: 0 }
  const { seasonIds, episodeIds, removedEpisodes, identified, renamed } = await tellOfUpdate(
    tx,
    { type: 'series', id, insert: ports.insert, tells },
    async () => await writeProvided(tx, scope, { told, providers: answers.providers }),
  )
  await indexSeries(tx, ports, {
    seriesIds: [scope.seriesId],
    seasonIds: renamed ? 'all' : seasonIds,
    episodeIds: renamed ? 'all' : episodeIds,
    personIds: identified,
    removed: removedEpisodes.map((id) => ({ id, type: 'episode' })),
  })
  await requestImages(tx, [scope.seriesId, ...seasonIds], insertMany)
  return { seasons: seasonIds.length, episodes: episodeIds.length }
}

const enrichLater = async (
  tx: Kysely<LibraryDatabase>,
  scope: RefreshScope,
  { further, insert }: { further: string[] } & Pick<JobContext<unknown>, 'insert'>,
): Promise<void> => {
  if (further.length === 0 || !isWhole(scope)) return
  const languages = scope.languages && [...scope.languages]
  await insert(enrichContent({ contentType: 'tvshow', contentId: scope.seriesId, providers: further, languages }), { tx })
}

/** A provider's own id is one of its ids. */
const withId = ({ provider, id, fields }: { provider: string; id: string; fields: ProvidedBy['provided'] }): ProvidedBy['provided'] => ({
  ...fields,
  series: { ...fields.series, uniqueIds: { ...fields.series.uniqueIds, [provider]: id } },
})

/** The series that has a provider's id already, where it is another one. */
const otherSeries = async ({ db }: RefreshPorts, seriesId: string, told: readonly ProvidedBy[]): Promise<string | undefined> => {
  for (const { provider, provided } of told) {
    const value = provided.series.uniqueIds?.[provider]
    if (value === undefined) continue
    const owner = await db
      .selectFrom('backlot.item_external_ids')
      .select('item_id')
      .where('type', '=', 'series')
      .where('provider', '=', provider)
      .where('value', '=', value)
      .executeTakeFirst()
    if (owner !== undefined && owner.item_id !== seriesId) return owner.item_id
  }
  return undefined
}
