import { film, poster, verbatim } from './sample.ts'
import type { Sample } from './sample.ts'

/** Films whose names are written in many ways, and titles that are easily taken for something else. */
export const samplesOfNames: Sample[] = [
  {
    shows: 'a title that begins with what looks like a year',
    films: ['2001: A Space Odyssey (1968)'],
    files: {
      '2001 A Space Odyssey (1968)/2001 A Space Odyssey (1968).mkv': film({
        minutes: 149,
        height: 720,
        title: '2001: A Space Odyssey',
        date: '1968-04-02',
      }),
      '2001 A Space Odyssey (1968)/poster.png': poster('2001 A Space Odyssey'),
    },
  },
  {
    shows: 'a title that ends with what looks like a year; 2160p in the name',
    films: ['Blade Runner 2049 (2017)'],
    files: {
      'Blade Runner 2049 (2017)/Blade Runner 2049 (2017) 2160p.mkv': film({
        minutes: 164,
        height: 2160,
        audio: [{ language: 'eng', channels: 6 }],
      }),
    },
  },
  {
    shows: 'a title that is nothing but a year',
    films: ['1917 (2019)'],
    files: { '1917 (2019)/1917 (2019).mp4': film({ minutes: 119, height: 720 }), '1917 (2019)/poster.png': poster('1917') },
  },
  {
    shows: 'the same, in the way of scene releases: the year is the last one',
    films: ['2012 (2009)'],
    files: { '2012 (2009)/2012.2009.720p.BluRay.x264-GRP.mkv': film({ minutes: 158, height: 720 }) },
  },
  {
    shows: 'a title that is also a word of release names ("It" for Italian)',
    films: ['It (2017)'],
    files: { 'It (2017)/It (2017).mkv': film({ minutes: 135 }) },
  },
  {
    shows: 'a title that begins with a word of release names ("Real")',
    films: ['Real Steel (2011)'],
    files: { 'Real Steel (2011)/Real.Steel.2011.1080p.WEB-DL.DD5.1.H.264-GRP.mkv': film({ minutes: 127, height: 1080 }) },
  },
  {
    shows: 'an apostrophe in the title',
    films: ["Don't Look Up (2021)"],
    files: { "Don't Look Up (2021)/Don't Look Up (2021) WEBDL-1080p.mp4": film({ minutes: 138, height: 1080 }) },
  },
  {
    shows: 'dots that belong to the title',
    films: ['S.W.A.T. (2003)'],
    files: { 'S.W.A.T. (2003)/S.W.A.T. (2003).mkv': film({ minutes: 117 }) },
  },
  {
    shows: 'a number at the start that is part of the title',
    films: ['10 Cloverfield Lane (2016)'],
    files: { '10 Cloverfield Lane (2016)/10.Cloverfield.Lane.2016.BluRay.720p.mkv': film({ minutes: 104, height: 720 }) },
  },
  {
    shows: 'brackets at the start of the title',
    films: ['(500) Days of Summer (2009)'],
    files: { '(500) Days of Summer (2009)/(500) Days of Summer (2009).mp4': film({ minutes: 95 }) },
  },
  {
    shows: 'an ampersand in the title',
    films: ['Mr. & Mrs. Smith (2005)'],
    files: { 'Mr. & Mrs. Smith (2005)/Mr. & Mrs. Smith (2005).mkv': film({ minutes: 120 }) },
  },
  {
    shows: 'a title of one letter; the file says less than its folder',
    films: ['M (1931)'],
    files: { 'M (1931)/m-remastered.mkv': film({ minutes: 111, audio: [{ language: 'ger' }] }) },
  },
  {
    shows: 'title and year only in the name of the folder',
    films: ['Sherlock Jr. (1924)'],
    files: { 'Sherlock Jr. (1924)/movie.mkv': film({ minutes: 45 }), 'Sherlock Jr. (1924)/folder.png': poster('Sherlock Jr') },
  },
  {
    shows: 'accents, and subtitles beside the film',
    films: ['Le Voyage dans la Lune (1902)'],
    files: {
      'Le Voyage dans la Lune (1902)/Le Voyage dans la Lune (1902).mkv': film({ minutes: 15, audio: [{ language: 'fre' }] }),
      'Le Voyage dans la Lune (1902)/Le Voyage dans la Lune (1902).en.srt': verbatim(
        '1\n00:00:05,000 --> 00:00:08,000\nThe astronomers hold a congress.\n',
      ),
    },
  },
  {
    shows: 'a title in Cyrillic',
    films: ['Броненосец Потёмкин (1925)'],
    files: { 'Броненосец Потёмкин (1925)/Броненосец Потёмкин (1925).mkv': film({ minutes: 75, audio: [{ language: 'rus' }] }) },
  },
  {
    shows: 'a title in Japanese',
    films: ['七人の侍 (1954)'],
    files: { '七人の侍 (1954)/七人の侍 (1954) [1080p].mkv': film({ minutes: 207, height: 1080, audio: [{ language: 'jpn' }] }) },
  },
  {
    shows: 'a TMDb id in the name of the folder',
    films: ['Metropolis (1927)'],
    files: {
      'Metropolis (1927) [tmdbid-19]/Metropolis (1927).mkv': film({ minutes: 153, title: 'Encoded by GRP' }),
      'Metropolis (1927) [tmdbid-19]/poster.png': poster('Metropolis'),
    },
  },
  {
    shows: 'another version of that film elsewhere, in 2160p, without a folder: one film with two files',
    films: ['Metropolis (1927)'],
    files: { 'Metropolis.1927.2160p.UHD.BluRay.x265-GRP.mkv': film({ minutes: 153, height: 2160 }) },
  },
  {
    shows: 'an IMDb id in the name of the folder, no year anywhere',
    films: ['The Kid'],
    files: { 'The Kid {imdb-tt0012349}/The Kid.mkv': film({ minutes: 68 }), 'The Kid {imdb-tt0012349}/cover.png': poster('The Kid') },
  },
  {
    shows: 'an IMDb id in the name of the file',
    films: ['Dracula (1931)'],
    files: { 'Dracula (1931)/Dracula (1931) [imdbid-tt0021814] - [Bluray-1080p].mkv': film({ minutes: 75, height: 1080 }) },
  },
  {
    shows: 'a film without a folder of its own',
    films: ['Plan 9 from Outer Space (1959)'],
    files: { 'Plan 9 from Outer Space (1959).mp4': film({ minutes: 79, title: 'Plan 9 from Outer Space', date: '1959-07-22' }) },
  },
  {
    shows: 'a scene release without a folder of its own',
    films: ['The Great Train Robbery (1903)'],
    files: { 'The.Great.Train.Robbery.1903.480p.WEB-DL.AAC2.0.H.264-GRP.mp4': film({ minutes: 12 }) },
  },
  {
    shows: 'PROPER and REPACK, underscores for spaces',
    films: ['Wings (1927)'],
    files: { 'Wings (1927)/Wings_1927_PROPER_REPACK_1080p_BluRay.mkv': film({ minutes: 144, height: 1080 }) },
  },
]
