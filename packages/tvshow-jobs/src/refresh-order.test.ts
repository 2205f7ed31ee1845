import { perform } from '@backlot/jobs/testing'
import { enrichContentWorker } from '@backlot/metadata'
import { enrichContent, refreshEpisode, refreshSeason, refreshTVShow } from '@backlot/metadata-args'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tvshowContent } from './refresh/tvshow-content.ts'
import { keepCatalog, storedCatalog } from './testing/kept-catalog.ts'
import { setupLibrary } from './testing/test-library.ts'
import { sayingProvider, toldSeries, type Says } from './testing/told-series.ts'
import { refreshEpisodeWorker, refreshSeasonWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'

const names = ['A', 'B', 'C']
const operations = ['series', 'season', 'episode', 'enrich'] as const
type Operation = (typeof operations)[number]

const setup = async () => {
  const silent = (): Says => ({ provided: {}, hold: undefined })
  const says = { first: silent(), second: silent() }
  const online = { providers: [sayingProvider('tmdb', says.first), sayingProvider('second', says.second)], languages: ['en'] }
  const library = await setupLibrary(
    {
      'Les Vampires (1915)/Season 1/Les Vampires S01E01.mkv': 'a',
      'Les Vampires (1915)/Season 1/Les Vampires S01E01.nfo':
        '<episodedetails><title>The Severed Head</title><season>1</season><episode>1</episode><actor><name>a</name></actor></episodedetails>',
      'Les Vampires (1915)/Season 1/Les Vampires S01E02.mkv': 'b',
    },
    { online },
  )
  await library.scan()
  const { db } = library.ports
  const { id: seriesId } = await db.selectFrom('backlot.series').select('id').executeTakeFirstOrThrow()
  const enriching = enrichContentWorker({ db, online, content: { tvshow: tvshowContent(library.ports) } })
  const does: Record<Operation, () => Promise<unknown>> = {
    series: async () => await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId, force: true })),
    season: async () => await perform(refreshSeasonWorker(library.ports), refreshSeason({ seriesId, seasonNumber: 1 })),
    episode: async () =>
      await perform(refreshEpisodeWorker(library.ports), refreshEpisode({ seriesId, seasonNumber: 1, episodeNumber: 2 })),
    enrich: async () => await perform(enriching, enrichContent({ contentType: 'tvshow', contentId: seriesId, providers: ['second'] })),
  }
  return {
    says,
    does,
    reset: await keepCatalog(db),
    stored: async () => await storedCatalog(db),
    [Symbol.asyncDispose]: async () => await library[Symbol.asyncDispose](),
  }
}

test(
  'refreshes of a series and of its parts, and enrichments, in any order, one after the other or at once, come to the same end',
  { timeout: 120_000 },
  async () => {
    await using at = await setup()
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(toldSeries({ ids: true, names }), toldSeries({ ids: false, names })),
        fc.shuffledSubarray([...operations], { minLength: 4 }),
        fc.array(fc.constantFrom(...operations), { maxLength: 3 }),
        fc.boolean(),
        async ([first, second], order, more, firstAnswersFirst) => {
          at.says.first = Object.assign(at.says.first, { provided: { 'Les Vampires': first }, hold: undefined })
          at.says.second = Object.assign(at.says.second, { provided: { 'Les Vampires': second }, hold: undefined })
          await at.reset()
          for (const operation of operations) await at.does[operation]()
          const expected = await at.stored()

          await at.reset()
          for (const operation of [...order, ...more]) await at.does[operation]()
          expect(await at.stored()).toEqual(expected)

          // At once: all have asked before the first is answered, and the answers come in any order.
          await at.reset()
          const held = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
          at.says.first.hold = held[0]?.promise
          at.says.second.hold = held[1]?.promise
          const running = Promise.all(order.map(async (operation) => await at.does[operation]()))
          for (const one of firstAnswersFirst ? held : held.toReversed()) one.resolve()
          await running
          expect(await at.stored()).toEqual(expected)
        },
      ),
      { numRuns: 6, endOnFailure: true },
    )
  },
)
