import { known } from '../../known.ts'
import type { PersonFields } from '../../person-fields.ts'
import { artworkOf } from './tmdb-artwork.ts'
import type { TmdbPerson } from './tmdb-schemas.ts'
import { firstText, type TmdbWish } from './tmdb-texts.ts'
import { uniqueIdsOf } from './tmdb-title.ts'

/** TMDb's answer for a person in our words. */
export const personFieldsOf = (person: TmdbPerson, wish: TmdbWish): PersonFields => ({
  name: person.name,
  ...known({
    biography: person.biography ?? firstText(person.translations, wish, ({ biography }) => biography),
    born: person.birthday,
    died: person.deathday,
    birthplace: person.place_of_birth,
    knownFor: person.known_for_department,
  }),
  otherNames: person.also_known_as,
  uniqueIds: uniqueIdsOf(person.id, person.external_ids),
  artwork: artworkOf('profile', { shown: person.profile_path, images: person.images?.profiles }, wish),
  translations: wish.languages.flatMap((language) => {
    const biography = firstText(person.translations, { ...wish, languages: [language] }, (data) => data.biography)
    return biography === undefined ? [] : [{ language, biography }]
  }),
})
