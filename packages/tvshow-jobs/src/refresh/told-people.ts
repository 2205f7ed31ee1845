import { creditToWrite, type CreditedName } from '@backlot/catalog'
import type { EpisodeFields, SeriesFields } from '@backlot/metadata'

/** The lists of people in what a source says of a series or an episode. */
export type ToldCast = Pick<SeriesFields, 'actors' | 'creators' | 'directors' | 'writers'> & Pick<EpisodeFields, 'guests'>

/** Whom a source credits in a series or an episode. */
export const toldPeople = ({ actors = [], guests = [], creators = [], directors = [], writers = [] }: ToldCast): CreditedName[] =>
  [...actors, ...guests, ...creators, ...directors, ...writers].map((person) => creditToWrite('actor', person))
