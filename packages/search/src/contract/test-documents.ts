import type { SearchDocument } from '../search-document.ts'

let made = 0

/** A document with what a test does not care about filled in, and an id of its own. */
export const testDocument = (fields: Partial<SearchDocument> & Pick<SearchDocument, 'title'>): SearchDocument => {
  made++
  return {
    id: `document-${String(made).padStart(4, '0')}`,
    titles: [],
    genres: [],
    people: [],
    libraryIds: ['library-1'],
    hasFile: true,
    addedAt: new Date(Date.UTC(2025, 0, 1, 0, made)),
    ...fields,
  }
}

/** A small library of films that nobody owns any more. */
export const testFilms = (): SearchDocument[] => [
  testDocument({
    title: 'Metropolis',
    year: 1927,
    genres: ['Science Fiction', 'Drama'],
    people: ['Fritz Lang', 'Brigitte Helm'],
    resolution: '1080p',
  }),
  testDocument({ title: 'Metropolis', year: 2001, genres: ['Animation'], people: ['Rintaro'], resolution: '720p', hasFile: false }),
  testDocument({
    title: 'Nosferatu',
    titles: ['Nosferatu, eine Symphonie des Grauens', 'A Symphony of Horror'],
    year: 1922,
    genres: ['Horror'],
    people: ['F. W. Murnau', 'Max Schreck'],
    resolution: '1080p',
  }),
  testDocument({
    title: 'A Trip to the Moon',
    titles: ['Le Voyage dans la Lune'],
    year: 1902,
    genres: ['Science Fiction'],
    people: ['Georges Méliès'],
    resolution: '2160p',
  }),
  testDocument({
    title: 'The Cabinet of Dr. Caligari',
    titles: ['Das Cabinet des Dr. Caligari'],
    year: 1920,
    genres: ['Horror'],
    people: ['Robert Wiene'],
  }),
  testDocument({
    title: 'Battleship Potemkin',
    titles: ['Броненосец Потёмкин'],
    year: 1925,
    genres: ['Drama'],
    people: ['Sergei Eisenstein'],
  }),
  testDocument({
    title: 'La Passion de Jeanne d’Arc',
    titles: ['The Passion of Joan of Arc'],
    year: 1928,
    genres: ['Drama'],
    people: ['Carl Theodor Dreyer', 'Renée Jeanne Falconetti'],
  }),
  testDocument({ title: 'The General', year: 1926, genres: ['Comedy'], people: ['Buster Keaton'] }),
  testDocument({ title: 'Sherlock Jr.', year: 1924, genres: ['Comedy'], people: ['Buster Keaton'], libraryIds: ['library-2'] }),
  testDocument({ title: 'Körkarlen', titles: ['The Phantom Carriage'], year: 1921, genres: ['Drama'], people: ['Victor Sjöström'] }),
  testDocument({ title: '山の音', titles: ['Sound of the Mountain'], year: 1954, genres: ['Drama'], people: ['成瀬巳喜男'] }),
  testDocument({ title: 'Sunrise: A Song of Two Humans', year: 1927, genres: ['Drama'], people: ['F. W. Murnau', 'Janet Gaynor'] }),
]
