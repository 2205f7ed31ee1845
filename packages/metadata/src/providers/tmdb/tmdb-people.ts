import { known } from '../../known.ts'
import type { Credit, Person } from '../../movie-fields.ts'
import type { TmdbCrew } from './tmdb-schemas.ts'

interface TmdbPersonName {
  id: number
  name: string
  profile_path?: string | undefined
}

/** Nobody reads further, and a long series has thousands. */
const mostActors = 200

/** A person with TMDb's id. */
export const personOf = ({ id, name, profile_path }: TmdbPersonName, imageUrl: string): Person => ({
  name,
  ...known({ thumb: profile_path === undefined ? undefined : imageUrl + profile_path }),
  uniqueIds: { tmdb: String(id) },
})

/** The cast in its order; a role may be empty, a credit without one is a credit all the same. */
export const actorsOf = (
  cast: readonly (TmdbPersonName & { order?: number | undefined; character?: string | undefined })[],
  imageUrl: string,
): Credit[] =>
  cast
    .toSorted((a, b) => (a.order ?? cast.length) - (b.order ?? cast.length))
    .slice(0, mostActors)
    .map((actor, order) => ({ ...personOf(actor, imageUrl), role: actor.character ?? '', order }))

/** Those of a crew who directed. */
export const directorsOf = (crew: readonly TmdbCrew[], imageUrl: string): Person[] =>
  peopleOf(
    crew.filter(({ job }) => job === 'Director'),
    imageUrl,
  )

/** Those of a crew who wrote, whatever their part is called: Screenplay, Story, Novel. */
export const writersOf = (crew: readonly TmdbCrew[], imageUrl: string): Person[] =>
  peopleOf(
    crew.filter(({ department }) => department === 'Writing'),
    imageUrl,
  )

const peopleOf = (crew: readonly TmdbCrew[], imageUrl: string): Person[] => {
  const distinct = new Map(crew.toReversed().map((member) => [member.id, member]))
  return [...distinct.values()].toReversed().map((member) => personOf(member, imageUrl))
}
