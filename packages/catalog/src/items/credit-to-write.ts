import type { CreditToWrite } from './write-credits.ts'

/** Somebody as a source names them. */
export interface CreditedPerson {
  name: string
  role?: string
  thumb?: string
  /** Ids of the person by provider. */
  uniqueIds?: Record<string, string>
}

/** A person's part in the form that is stored. Ids tell people of one name apart; without any, the name has to do. */
export const creditToWrite = (kind: CreditToWrite['kind'], person: CreditedPerson): CreditToWrite => {
  // No name of anything is longer in earnest, and an index takes no longer ones.
  const name = person.name.slice(0, 500)
  return { kind, name, knownBy: knownBy(name, person.uniqueIds ?? {}), role: person.role ?? '', thumbUrl: person.thumb }
}

const knownBy = (name: string, uniqueIds: Record<string, string>): string => {
  const provider = ['tmdb', 'imdb', 'tvdb'].find((candidate) => uniqueIds[candidate] !== undefined)
  return provider === undefined ? `name:${folded(name)}` : `${provider}:${uniqueIds[provider]}`
}

/** A name as names are compared: letters of one width, small, single spaces. */
export const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
