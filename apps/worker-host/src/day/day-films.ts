/** A film of the day, as everybody knows it. */
export interface DayFilm {
  title: string
  year: number
  tmdbId: number
  imdbId: string
}

const film = (place: number, title: string, year: number): DayFilm => ({
  title,
  year,
  tmdbId: 910_000 + place,
  imdbId: `tt${9_100_000 + place}`,
})

/** The films that there are in the morning. */
export const morningFilms = {
  metropolis: film(1, 'Metropolis', 1927),
  sunrise: film(2, 'Sunrise', 1927),
  nosferatu: film(3, 'Nosferatu', 1922),
  general: film(4, 'The General', 1926),
  faust: film(5, 'Faust', 1926),
}

/** What somebody copied into the folder by hand; Radarr knows nothing of it. */
export const copiedFilm = film(6, 'Safety Last', 1923)

/** The films that come during the day. */
export const newFilms = {
  thirdMan: film(11, 'The Third Man', 1949),
  cityLights: film(12, 'City Lights', 1931),
  modernTimes: film(13, 'Modern Times', 1936),
  goldRush: film(14, 'The Gold Rush', 1925),
  kid: film(15, 'The Kid', 1921),
  circus: film(16, 'The Circus', 1928),
  pandora: film(17, 'Pandoras Box', 1929),
}

/** The two series of the day; seasons of three episodes. */
export const daySeries = {
  lighthouse: { title: 'The Lighthouse Keepers', year: 2010, tvdbId: 810_001, imdbId: 'tt8100001', seasons: 2 },
  post: { title: 'Northern Post', year: 2015, tvdbId: 810_002, imdbId: 'tt8100002', seasons: 1 },
}

/** Every series has seasons of so many. */
export const episodesOfSeason = 3
