import { known } from '../../known.ts'
import type { ArtworkType, Person, Rating, RemoteArtwork, UniqueIds } from '../../movie-fields.ts'
import type { EpisodeFields, SeriesStatus } from '../../series-fields.ts'
import type { ProvidedSeries } from '../metadata-provider.ts'
import type { TvmazeEpisode, TvmazePerson, TvmazeShow } from './tvmaze-schemas.ts'

/** TVmaze's answer for a series in our words. Its texts are in English, whatever the language of the series. */
export const tvmazeSeriesOf = (show: TvmazeShow): ProvidedSeries => {
  const { episodes = [], seasons = [], cast = [], crew = [], akas = [] } = show.embedded ?? {}
  const { network, webChannel } = show
  const bySeason = Map.groupBy(episodes, ({ season }) => season)
  const numbers = [...new Set([...seasons.map(({ number }) => number), ...bySeason.keys()])].toSorted((a, b) => a - b)
  const country = network?.country?.name ?? webChannel?.country?.name
  return {
    series: {
      title: show.name,
      ...known({
        firstAired: show.premiered,
        lastAired: show.ended,
        year: show.premiered === undefined ? undefined : Number(show.premiered.slice(0, 4)),
        status: statuses[show.status ?? ''],
        runtimeMinutes: show.runtime ?? show.averageRuntime,
        plot: plainText(show.summary),
      }),
      genres: show.genres,
      networks: [network?.name, webChannel?.name].filter((name) => name !== undefined),
      countries: country === undefined ? [] : [country],
      ratings: ratingsOf(show.rating?.average),
      uniqueIds: idsOf(show),
      actors: cast.map(({ person, character }, order) => ({ ...personOf(person), role: character?.name ?? '', order })),
      creators: crew.filter(({ type }) => type === 'Creator').map(({ person }) => personOf(person)),
      artwork: artworkOf('poster', show.image?.original),
      otherTitles: akas.map(({ name }) => ({ title: name })),
    },
    seasons: numbers.map((number) => {
      const season = seasons.find((candidate) => candidate.number === number)
      const told = (bySeason.get(number) ?? []).flatMap((episode) => episodeOf(episode))
      return {
        number,
        ...known({ title: season?.name, plot: plainText(season?.summary), aired: season?.premiereDate }),
        ...(season !== undefined && { uniqueIds: { tvmaze: String(season.id) } }),
        artwork: artworkOf('poster', season?.image?.original),
        episodeCount: told.length,
        episodes: told,
      }
    }),
  }
}

const statuses: Readonly<Record<string, SeriesStatus>> = { Running: 'continuing', Ended: 'ended', 'In Development': 'in production' }

/** Specials that TVmaze counts in no season have no number, and so no place here. */
const episodeOf = ({ number, season, ...episode }: TvmazeEpisode): EpisodeFields[] =>
  number === undefined
    ? []
    : [
        {
          seasonNumber: season,
          number,
          ...known({ title: episode.name, plot: plainText(episode.summary), aired: episode.airdate, runtimeMinutes: episode.runtime }),
          ratings: ratingsOf(episode.rating?.average),
          uniqueIds: { tvmaze: String(episode.id) },
          artwork: artworkOf('still', episode.image?.original),
        },
      ]

const idsOf = ({ id, externals }: TvmazeShow): UniqueIds => {
  const { imdb, thetvdb } = externals ?? {}
  const isImdb = /^tt\d+$/.test(imdb ?? '')
  return known({
    tvmaze: String(id),
    imdb: isImdb ? imdb : undefined,
    tvdb: thetvdb === undefined ? undefined : String(thetvdb),
  }) as UniqueIds
}

const personOf = ({ id, name, image }: TvmazePerson): Person => ({
  name,
  ...known({ thumb: image?.original }),
  uniqueIds: { tvmaze: String(id) },
})

const ratingsOf = (value: number | undefined): Rating[] => (value === undefined || value <= 0 ? [] : [{ source: 'tvmaze', value, max: 10 }])

const artworkOf = (type: ArtworkType, url: string | undefined): RemoteArtwork[] => (url === undefined ? [] : [{ type, url }])

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** TVmaze's texts are small pieces of HTML. */
const plainText = (html: string | undefined): string | undefined => {
  const text = html
    ?.replaceAll(/<\/p>\s*<p>|<br\s*\/?>/g, '\n')
    .replaceAll(/<[^>]{0,200}>/g, '')
    .replaceAll(/&(\w{2,6});/g, (whole, name: string) => entities[name] ?? whole)
    .trim()
  return text === '' ? undefined : text
}
