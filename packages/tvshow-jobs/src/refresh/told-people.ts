import { creditToWrite, type ToldPeople } from '@backlot/catalog'
import type { EpisodeFields, SeriesFields } from '@backlot/metadata'

/** Whom a provider credits in a series or an episode. */
export const toldPeople = (
  itemId: string,
  {
    actors = [],
    guests = [],
    creators = [],
    directors = [],
    writers = [],
  }: Pick<SeriesFields, 'actors' | 'creators' | 'directors' | 'writers'> & Pick<EpisodeFields, 'guests'>,
): ToldPeople => ({
  itemId,
  people: [...actors, ...guests, ...creators, ...directors, ...writers].map((person) => creditToWrite('actor', person)),
})
