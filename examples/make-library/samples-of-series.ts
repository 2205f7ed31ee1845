import { clip, episode, poster, verbatim } from './sample.ts'
import type { SeriesSample } from './sample.ts'
import { episodeNfo, seasonNfo, seriesNfo } from './series-nfo.ts'

/** Series in the ways that trip up who reads their names. All of them are made up. */
export const samplesOfSeries: SeriesSample[] = [
  {
    shows:
      'everything there is beside a series: NFOs of series, season and episodes, posters, stills; two episodes in one file, an episode in two versions, specials, a trailer',
    series: ['The Lighthouse (1961)'],
    files: {
      'The Lighthouse (1961)/tvshow.nfo': verbatim(
        seriesNfo({
          title: 'The Lighthouse',
          year: 1961,
          plot: 'A keeper, her brother and a dog keep a light that ships trust, and a secret that the village does not.',
          status: 'Ended',
          genres: ['Drama', 'Mystery'],
          studio: 'Harbour Television',
          tvdb: '900001',
          actors: [
            { name: 'Ada Brandt', role: 'Keeper' },
            { name: 'Hugo Lind', role: '' },
          ],
        }),
      ),
      'The Lighthouse (1961)/poster.png': poster('Lighthouse'),
      'The Lighthouse (1961)/season01-poster.png': poster('Season 1'),
      'The Lighthouse (1961)/season-specials-poster.png': poster('Specials'),
      'The Lighthouse (1961)/Season 01/season.nfo': verbatim(
        seasonNfo({ season: 1, title: 'The First Winter', plot: 'The light goes out on the longest night.' }),
      ),
      'The Lighthouse (1961)/Season 01/The Lighthouse - S01E01-E02 - Fog.mkv': episode({ minutes: 50 }),
      'The Lighthouse (1961)/Season 01/The Lighthouse - S01E01-E02 - Fog.nfo': verbatim(
        episodeNfo(
          {
            title: 'Fog',
            season: 1,
            episode: 1,
            plot: 'A ship answers the horn that never sailed.',
            aired: '1961-01-05',
            director: 'Greta Vik',
            guests: [{ name: 'Olaf Stenmark', role: 'Captain' }],
          },
          { title: 'More Fog', season: 1, episode: 2, plot: 'It answers again.', aired: '1961-01-05', director: 'Greta Vik' },
        ),
      ),
      'The Lighthouse (1961)/Season 01/The Lighthouse - S01E03 - Oil - 1080p.mkv': episode({ minutes: 25, height: 1080 }),
      'The Lighthouse (1961)/Season 01/The Lighthouse - S01E03 - Oil - 2160p.mkv': episode({ minutes: 25, height: 2160 }),
      'The Lighthouse (1961)/Season 01/The Lighthouse - S01E03 - Oil - 1080p-thumb.png': poster('Oil'),
      'The Lighthouse (1961)/Season 02/The.Lighthouse.S02E01.The.Storm.720p.WEB-DL.H264-GRP.mkv': episode({ minutes: 25, height: 720 }),
      'The Lighthouse (1961)/Specials/The Lighthouse S00E01 Behind the Lamp.mkv': episode({ minutes: 12 }),
      'The Lighthouse (1961)/Trailers/The light goes out.mkv': clip('extra', 1),
    },
  },
  {
    shows: 'a daily show: episodes by date, in two ways of writing it',
    series: ['The Evening Report'],
    files: {
      'The Evening Report/The Evening Report - 2024-05-01 - A Guest from Afar.mkv': episode({ minutes: 30 }),
      'The Evening Report/The.Evening.Report.2024.05.02.720p.WEB-GRP.mkv': episode({ minutes: 30, height: 720 }),
    },
  },
  {
    shows: 'an anime: episodes by the number that runs through all seasons, a second release of one, a special',
    series: ['Star Voyager Nagare (1998)'],
    files: {
      'Star Voyager Nagare/tvshow.nfo': verbatim(
        seriesNfo({
          title: 'Star Voyager Nagare',
          originalTitle: 'Hoshi no Nagare',
          year: 1998,
          plot: 'A courier and her ship carry letters between stars that are long gone when the letters come.',
          status: 'Continuing',
          genres: ['Animation', 'Science Fiction'],
        }),
      ),
      'Star Voyager Nagare/[Kage] Star Voyager Nagare - 25 [1080p].mkv': episode({ minutes: 24, height: 1080 }),
      'Star Voyager Nagare/[Kage] Star Voyager Nagare - 26v2 [1080p].mkv': episode({ minutes: 24, height: 1080 }),
      'Star Voyager Nagare/Specials/Star Voyager Nagare S00E01.mkv': episode({ minutes: 24 }),
    },
  },
  {
    shows: 'a file elsewhere, under another title that the series is known by',
    series: ['Star Voyager Nagare (1998)'],
    files: { 'Incoming/[Kage] Hoshi no Nagare - 27 [1080p].mkv': episode({ minutes: 24, height: 1080 }) },
  },
  {
    shows: 'two series of one name, told apart by their years; an episode in two parts',
    series: ['Harbour (1958)', 'Harbour (2009)'],
    files: {
      'Harbour (1958)/Season 1/Harbour - S01E01.mkv': episode({ minutes: 25 }),
      'Harbour (2009)/Season 1/Harbour - S01E01.mkv': episode({ minutes: 45 }),
      'Harbour (2009)/Season 1/Harbour - S01E02 pt1.mkv': episode({ minutes: 40 }),
      'Harbour (2009)/Season 1/Harbour - S01E02 pt2.mkv': episode({ minutes: 41 }),
    },
  },
  {
    shows: 'season folders in other languages, and files that only count',
    series: ['Der Leuchtturmwärter'],
    files: {
      'Der Leuchtturmwärter/Staffel 1/Der Leuchtturmwärter - 1x01 - Nebel.mkv': episode({ minutes: 44 }),
      'Der Leuchtturmwärter/Staffel 2/01.mkv': episode({ minutes: 44 }),
      'Der Leuchtturmwärter/Saison 3/03 - Le phare.mkv': episode({ minutes: 44 }),
    },
  },
  {
    shows: 'one that nobody can match: no series, no numbers',
    series: [],
    files: { 'tape box/holiday clip.mkv': clip('unmatched') },
  },
]
