import { brokenMatroska } from './other-media.ts'
import { clip, film, nfo, poster, verbatim } from './sample.ts'
import type { Sample } from './sample.ts'
import { videoBytes } from './write-video.ts'

/** Films that are known by an NFO, and files that make trouble or are to be left alone. */
export const samplesOfTrouble: Sample[] = [
  {
    shows: 'everything there is beside a film: a full NFO, a poster, a backdrop',
    films: ['Nosferatu (1922)'],
    files: {
      'Nosferatu (1922)/Nosferatu (1922).mkv': film({ minutes: 94, height: 720, title: 'Nosferatu', date: '1922-03-04' }),
      'Nosferatu (1922)/Nosferatu (1922).nfo': nfo({
        title: 'Nosferatu',
        originalTitle: 'Nosferatu, eine Symphonie des Grauens',
        year: 1922,
        premiered: '1922-03-04',
        minutes: 94,
        plot: 'A clerk travels to a castle in the Carpathians to sell a house, and brings home more than the contract: Count Orlok follows him, and the plague follows the count.',
        tagline: 'A Symphony of Horror',
        genres: ['Horror', 'Fantasy'],
        country: 'Germany',
        studio: 'Prana-Film',
        imdb: 'tt0013442',
        tmdb: '653',
        rating: { value: 7.8, votes: 100_000 },
        directors: ['F. W. Murnau'],
        writers: ['Henrik Galeen'],
        actors: [
          { name: 'Max Schreck', role: 'Count Orlok' },
          { name: 'Gustav von Wangenheim', role: 'Thomas Hutter' },
          { name: 'Greta Schröder', role: 'Ellen Hutter' },
          { name: 'John Gottowt', role: '' },
        ],
      }),
      'Nosferatu (1922)/poster.png': poster('Nosferatu'),
      'Nosferatu (1922)/fanart.png': poster('Orlok'),
    },
  },
  {
    shows: 'an NFO that holds only a link',
    films: ['The Lost World (1925)'],
    files: {
      'The Lost World (1925)/The Lost World (1925).mkv': film({ minutes: 106 }),
      'The Lost World (1925)/The Lost World (1925).nfo': verbatim('https://www.imdb.com/title/tt0016039/\n'),
    },
  },
  {
    shows: 'names that say nothing, and an NFO that says it all',
    films: ['The Hitch-Hiker (1953)'],
    files: {
      'tape from the attic/recording.mkv': film({ minutes: 71 }),
      'tape from the attic/movie.nfo': nfo({
        title: 'The Hitch-Hiker',
        year: 1953,
        minutes: 71,
        plot: 'Two men on a fishing trip stop for a stranger, who has a gun and a plan for how their trip is going to end.',
        genres: ['Film-Noir', 'Thriller'],
        imdb: 'tt0045877',
        directors: ['Ida Lupino'],
        actors: [
          { name: "Edmond O'Brien", role: 'Roy Collins' },
          { name: 'Frank Lovejoy', role: 'Gilbert Bowen' },
          { name: 'William Talman', role: 'Emmett Myers' },
        ],
      }),
    },
  },
  {
    shows: 'an NFO that is not well-formed: a problem, and a film all the same, by its name',
    films: ['Frankenstein (1931)'],
    files: {
      'Frankenstein (1931)/Frankenstein (1931).mkv': film({ minutes: 70 }),
      'Frankenstein (1931)/Frankenstein (1931).nfo': verbatim('<movie>\n  <title>Frankenstein</title>\n  <plot>It is alive'),
    },
  },
  {
    shows: 'a file that cannot be read: begins like a video and is noise. A problem, and a film all the same, by its name',
    films: ['Häxan (1922)'],
    files: {
      'Häxan (1922)/Häxan (1922).mkv': {
        role: 'film',
        make: async (extension) => brokenMatroska(await videoBytes(extension, { minutes: 105 })),
      },
    },
  },
  {
    shows: 'a name that nobody can match',
    films: [],
    files: { 'vid_0042.mkv': clip('unmatched', 4) },
  },
  {
    shows: 'a folder that holds `.ignore`: everything below is left alone',
    films: [],
    files: {
      'Unsorted/.ignore': verbatim(''),
      'Unsorted/Holiday (1998).mkv': clip('ignored folder'),
      'Unsorted/Deeper/Birthday (1999).mkv': clip('ignored folder'),
    },
  },
  {
    shows: "a network drive's bin",
    films: [],
    files: { '#recycle/The Navigator (1924).mkv': clip('system folder') },
  },
  {
    shows: 'a download that is not finished',
    films: [],
    files: { 'The Kid Brother (1927)/The Kid Brother (1927).mkv.part': verbatim(new Uint8Array(512), 'unfinished') },
  },
]
