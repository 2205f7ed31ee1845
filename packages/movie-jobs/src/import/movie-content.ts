import { findKnownItems, inTransaction, lockItems, storedFields } from '@backlot/catalog'
import { tellOfUpdate } from '@backlot/library'
import { requestImages, toldBefore, writeProviderItems, type EnrichableContent, type MovieFields } from '@backlot/metadata'
import type { MoviePorts } from '../ports.ts'
import { indexFilms } from './index-films.ts'
import { movieToWrite } from './movie-to-write.ts'
import { writeToldMovie } from './write-told-movie.ts'

/** Films, for what further providers know of them. */
export const movieContent = ({ db, search }: Pick<MoviePorts, 'db' | 'search'>): EnrichableContent<MovieFields> => ({
  clues: async (id) => {
    const [known] = await findKnownItems(db, { type: 'movie', itemIds: [id], titles: [], externalIds: [] })
    if (known === undefined) return undefined
    const ids = Object.fromEntries(known.externalIds.map(({ provider, value }) => [provider, value]))
    return { type: 'movie', ids, titles: [known.title], year: known.year ?? undefined }
  },
  add: async (id, { provider, id: providerId, version, fields }, { providers, insert, insertMany }) => {
    await inTransaction(db, async (tx) => {
      await lockItems(tx, 'movie')
      const [stored] = await storedFields(tx, [id])
      if (stored === undefined) return
      const movie = movieToWrite({
        id,
        replaces: true,
        name: undefined,
        nfo: undefined,
        sources: [{ source: provider, fields }],
        providers,
        stored,
        knownFrom: 'provider',
        artwork: {},
      })
      const tells = await toldBefore(tx, id, [provider])
      const item = { type: 'movie' as const, id, insert, tells }
      const identified = await tellOfUpdate(tx, item, async () => await writeToldMovie(tx, movie, fields))
      await writeProviderItems(tx, [{ itemId: id, provider, providerId, version }])
      await indexFilms(tx, { search, insert }, [id], { personIds: identified })
      await requestImages(tx, [id], insertMany)
    })
  },
})
