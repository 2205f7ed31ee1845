import { inTransaction, lockKnownItems, storedSeries } from '@backlot/catalog'
import { tellOfUpdate } from '@backlot/library'
import { requestImages, toldBefore, writeProviderItems, type EnrichableContent, type ProvidedSeries } from '@backlot/metadata'
import { indexSeries } from '../import/index-series.ts'
import type { TVShowPorts } from '../ports.ts'
import { writeProvided } from './write-provided.ts'

/** Series, for what further providers know of them. */
export const tvshowContent = ({ db, search }: Pick<TVShowPorts, 'db' | 'search'>): EnrichableContent<ProvidedSeries> => ({
  clues: async (id) => {
    const [stored] = await storedSeries(db, [id])
    if (stored === undefined) return undefined
    const ids = await db.selectFrom('backlot.item_external_ids').select(['provider', 'value']).where('item_id', '=', id).execute()
    const titles = [stored.title, ...(stored.originalTitle === null ? [] : [stored.originalTitle])]
    return { type: 'series', ids: Object.fromEntries(ids.map((one) => [one.provider, one.value])), titles, year: stored.year ?? undefined }
  },
  add: async (id, { provider, id: providerId, version, fields }, { providers, insert, insertMany }) => {
    const series = { ...fields.series, uniqueIds: { ...fields.series.uniqueIds, [provider]: providerId } }
    await inTransaction(db, async (tx) => {
      await lockKnownItems(tx, 'series', [id])
      const scope = { seriesId: id, seasons: true, episodes: true, force: false }
      const told = [{ provider, provided: { ...fields, series } }]
      const tells = await toldBefore(tx, id, [provider])
      const { seasonIds, episodeIds, removedEpisodes, identified, renamed } = await tellOfUpdate(
        tx,
        { type: 'series', id, insert, tells },
        async () => await writeProvided(tx, scope, { told, providers }),
      )
      await writeProviderItems(tx, [{ itemId: id, provider, providerId, version }])
      await requestImages(tx, [id, ...seasonIds], insertMany)
      await indexSeries(
        tx,
        { search, insert },
        {
          seriesIds: [id],
          seasonIds: renamed ? 'all' : seasonIds,
          episodeIds: renamed ? 'all' : episodeIds,
          personIds: identified,
          removed: removedEpisodes.map((episodeId) => ({ id: episodeId, type: 'episode' })),
        },
      )
    })
  },
})
