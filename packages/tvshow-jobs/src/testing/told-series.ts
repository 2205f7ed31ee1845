import type { EpisodeFields, Fetched, MetadataProvider, ProvidedSeries } from '@backlot/metadata'
import fc from 'fast-check'

/** What a provider says of each series by its title, when it is let. */
export interface Says {
  provided: Record<string, ProvidedSeries>
  hold: Promise<void> | undefined
}

/** A provider that knows the series that it says something of; their titles are its ids. */
export const sayingProvider = (name: string, says: Says): MetadataProvider => ({
  name,
  check: async () => await Promise.resolve(),
  searchSeries: async ({ title }) => await Promise.resolve(title in says.provided ? [{ id: title, title, year: 1915 }] : []),
  series: async (id, { seasons = 'all' }): Promise<Fetched<ProvidedSeries>> => {
    const provided = says.provided[id] ?? { series: {}, seasons: [] }
    await says.hold
    const chosen = provided.seasons.map(({ episodes, ...season }) => ({
      ...season,
      ...((seasons === 'all' || seasons.includes(season.number)) && episodes !== undefined && { episodes }),
    }))
    return { changed: true, id, fields: { series: provided.series, seasons: chosen } }
  },
})

const text = fc.constantFrom('one', 'two')

/** How people are told of. */
export interface ToldBy {
  /** With ids, or by name alone. */
  ids: boolean
  names: readonly string[]
}

/** People of one name are one person to each provider. */
const people = ({ ids, names }: ToldBy) =>
  fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: names.length - 1 })
    .map((some) => some.map((name) => ({ name, role: '', ...(ids && { uniqueIds: { tmdb: String(name.codePointAt(0)) } }) })))

const episodeFields = (seasonNumber: number, number: number, by: ToldBy) =>
  fc
    .record<Omit<EpisodeFields, 'seasonNumber' | 'number'>>(
      { title: text, plot: text, runtimeMinutes: fc.constantFrom(30, 60), guests: people(by), directors: people(by) },
      { requiredKeys: [] },
    )
    .map((fields): EpisodeFields => ({ seasonNumber, number, ...fields }))

/** Anything that a provider may say of a series of three episodes in two seasons. */
export const toldSeries = (by: ToldBy): fc.Arbitrary<ProvidedSeries> =>
  fc.record<ProvidedSeries>({
    series: fc.record<ProvidedSeries['series']>(
      {
        plot: text,
        tagline: text,
        networks: fc.constantFrom(['Gaumont'], ['Pathé']),
        genres: fc.uniqueArray(fc.constantFrom('Crime', 'Drama'), { minLength: 1 }),
        actors: people(by),
        creators: people(by),
        certifications: fc.constantFrom({ US: 'TV-PG' }, { DE: '12' }),
        translations: fc.constantFrom([{ language: 'de', title: 'Die Vampire' }], [{ language: 'fr', plot: 'Un' }]),
        artwork: fc.constantFrom(
          [{ type: 'poster' as const, url: 'https://example.org/p' }],
          [{ type: 'logo' as const, url: 'https://example.org/l' }],
        ),
      },
      { requiredKeys: [] },
    ),
    seasons: fc
      .tuple(episodeFields(1, 1, by), episodeFields(1, 2, by), episodeFields(2, 1, by), text)
      .map(([first, second, third, plot]) => [
        { number: 1, plot, episodes: [first, second] },
        { number: 2, episodes: [third] },
      ]),
  })
