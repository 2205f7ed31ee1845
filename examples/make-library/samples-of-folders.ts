import { aviBytes, ifoBytes, vobBytes } from './other-media.ts'
import { clip, film, nfo, poster, verbatim } from './sample.ts'
import type { Sample } from './sample.ts'

/** Films that stand in their folders in many ways: editions, parts, extras, discs, collections, several in one folder. */
export const samplesOfFolders: Sample[] = [
  {
    shows: 'remakes stay apart: the same title in another year',
    films: ['The Phantom of the Opera (1925)', 'The Phantom of the Opera (1943)'],
    files: {
      'The Phantom of the Opera (1925)/The Phantom of the Opera (1925).mkv': film({ minutes: 93 }),
      'The Phantom of the Opera (1943)/The Phantom of the Opera (1943).mkv': film({ minutes: 92 }),
    },
  },
  {
    shows: 'the same, by the same director',
    films: ['The Man Who Knew Too Much (1934)', 'The Man Who Knew Too Much (1956)'],
    files: {
      'The Man Who Knew Too Much (1934)/The Man Who Knew Too Much (1934).mp4': film({ minutes: 75 }),
      'The Man Who Knew Too Much (1956)/The Man Who Knew Too Much (1956).mp4': film({ minutes: 120 }),
    },
  },
  {
    shows: 'two editions of one film',
    films: ['Blade Runner (1982)'],
    files: {
      "Blade Runner (1982)/Blade Runner (1982) {edition-Director's Cut}.mkv": film({ minutes: 116, height: 720 }),
      'Blade Runner (1982)/Blade Runner (1982) {edition-Final Cut}.mkv': film({ minutes: 117, height: 1080 }),
      'Blade Runner (1982)/poster.png': poster('Blade Runner'),
    },
  },
  {
    shows: 'two versions of one film, 1080p and 2160p',
    films: ['His Girl Friday (1940)'],
    files: {
      'His Girl Friday (1940)/His Girl Friday (1940) - 1080p.mkv': film({ minutes: 92, height: 1080 }),
      'His Girl Friday (1940)/His Girl Friday (1940) - 2160p.mkv': film({ minutes: 92, height: 2160 }),
    },
  },
  {
    shows: 'stacked parts (cd1, cd2): one film with two files',
    films: ['Intolerance (1916)'],
    files: {
      'Intolerance (1916)/Intolerance (1916) cd1.mkv': film({ minutes: 98 }),
      'Intolerance (1916)/Intolerance (1916) cd2.mkv': film({ minutes: 99 }),
    },
  },
  {
    shows: 'stacked parts (part1, part2)',
    films: ['Ben-Hur A Tale of the Christ (1925)'],
    files: {
      'Ben-Hur A Tale of the Christ (1925)/Ben-Hur A Tale of the Christ (1925) - part1.mp4': film({ minutes: 71 }),
      'Ben-Hur A Tale of the Christ (1925)/Ben-Hur A Tale of the Christ (1925) - part2.mp4': film({ minutes: 70 }),
    },
  },
  {
    shows: 'a trailer, known by its suffix',
    films: ['The General (1926)'],
    files: {
      'The General (1926)/The General (1926).mkv': film({ minutes: 75 }),
      'The General (1926)/The General (1926)-trailer.mp4': clip('extra'),
      'The General (1926)/The General (1926)-poster.png': poster('The General'),
    },
  },
  {
    shows: 'folders with extras',
    films: ['Safety Last! (1923)'],
    files: {
      'Safety Last! (1923)/Safety Last! (1923).mkv': film({ minutes: 73 }),
      'Safety Last! (1923)/Behind The Scenes/The clock.mp4': clip('extra', 11),
      'Safety Last! (1923)/Deleted Scenes/A longer way up.mp4': clip('extra', 3),
    },
  },
  {
    shows: 'a scene release with a sample, and an NFO that is a drawing with a link in it',
    films: ['Night of the Living Dead (1968)'],
    files: {
      'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP/Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP.mkv': film({
        minutes: 96,
        height: 1080,
      }),
      'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP/grp-notld.nfo': verbatim(
        [
          '   .:[ G R P ]:.',
          '  >>------------------------------<<',
          '    Night of the Living Dead',
          '    https://www.imdb.com/title/tt0063350/',
          '  >>------------------------------<<',
          '',
        ].join('\r\n'),
      ),
      'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP/Sample/night.of.the.living.dead.1968.1080p-sample.mkv': clip('sample', 1),
    },
  },
  {
    shows: 'a DVD folder: one film',
    films: ['The Cabinet of Dr. Caligari (1920)'],
    files: {
      'The Cabinet of Dr. Caligari (1920)/VIDEO_TS/VIDEO_TS.IFO': verbatim(ifoBytes('VMG')),
      'The Cabinet of Dr. Caligari (1920)/VIDEO_TS/VTS_01_0.IFO': verbatim(ifoBytes('VTS')),
      'The Cabinet of Dr. Caligari (1920)/VIDEO_TS/VTS_01_1.VOB': verbatim(vobBytes(), 'film'),
    },
  },
  {
    shows: 'a Blu-ray folder: one film',
    films: ['The Thief of Bagdad (1924)'],
    files: {
      'The Thief of Bagdad (1924)/BDMV/index.bdmv': verbatim('INDX0200'),
      'The Thief of Bagdad (1924)/BDMV/STREAM/00000.m2ts': film({ minutes: 149 }),
    },
  },
  {
    shows: 'a collection: films one folder deeper',
    films: ['City Lights (1931)', 'Modern Times (1936)'],
    files: {
      'Chaplin Collection/City Lights (1931)/City Lights (1931).mp4': film({ minutes: 87 }),
      'Chaplin Collection/City Lights (1931)/poster.png': poster('City Lights'),
      'Chaplin Collection/Modern Times (1936)/Modern Times (1936).mkv': film({ minutes: 87 }),
    },
  },
  {
    shows: 'several films in one folder, each with pictures and NFO under its own name',
    films: ['Cops (1922)', 'The Haunted House (1921)'],
    files: {
      'Silent Shorts/Cops (1922).mp4': film({ minutes: 18 }),
      'Silent Shorts/Cops (1922)-poster.png': poster('Cops'),
      'Silent Shorts/Cops (1922).nfo': nfo({
        title: 'Cops',
        year: 1922,
        minutes: 18,
        plot: 'A young man wants to become a success, buys a cart of furniture that is not for sale, and ends with all of the police behind him.',
        genres: ['Comedy'],
        imdb: 'tt0013025',
        directors: ['Buster Keaton', 'Edward F. Cline'],
        actors: [{ name: 'Buster Keaton', role: 'The Young Man' }],
      }),
      'Silent Shorts/The Haunted House (1921).mov': film({ minutes: 21 }),
      'Silent Shorts/The Haunted House (1921)-poster.png': poster('The Haunted House'),
    },
  },
  {
    shows: 'two sound tracks in different languages',
    films: ['Sunrise: A Song of Two Humans (1927)'],
    files: {
      'Sunrise A Song of Two Humans (1927)/Sunrise A Song of Two Humans (1927).mkv': film({
        minutes: 94,
        audio: [
          { language: 'eng', channels: 6, name: 'Score' },
          { language: 'ger', name: 'Kommentar' },
        ],
      }),
      'Sunrise A Song of Two Humans (1927)/Sunrise A Song of Two Humans (1927).nfo': verbatim(
        '<movie>\n  <title>Sunrise: A Song of Two Humans</title>\n  <year>1927</year>\n</movie>\nhttps://www.themoviedb.org/movie/631-sunrise\n',
      ),
    },
  },
  {
    shows: 'an AVI, a container that is recognised but not looked into',
    films: ['Carnival of Souls (1962)'],
    files: { 'Carnival of Souls (1962)/Carnival.of.Souls.1962.DVDRip.XviD-GRP.avi': verbatim(aviBytes(), 'film') },
  },
]
