import { findPerson, inTransaction, writePerson, type KnownPerson } from '@backlot/catalog'
import { PermanentError, worker } from '@backlot/jobs'
import { refreshPerson } from '@backlot/metadata-args'
import { readProviderItems, writeProviderItems } from '../online/provider-items.ts'
import type { PersonFields } from '../person-fields.ts'
import type { MetadataPorts } from '../ports.ts'
import { askLater } from '../providers/ask-later.ts'
import { isProviderError } from '../providers/provider-error.ts'

/** What a refresh of a person read. */
export interface RefreshPersonResult {
  /** The provider that told something new; undefined: none knows the person, or nothing changed. */
  provider: string | undefined
}

/** Reads a person again, from the first provider that has an id of hers. What it does not tell stays. */
export const refreshPersonWorker = ({ db, online, indexPerson }: Pick<MetadataPorts, 'db' | 'online' | 'indexPerson'>) =>
  worker(
    refreshPerson,
    askLater(async ({ args: { personId, force = false, languages = [] }, signal, progress, insert }): Promise<RefreshPersonResult> => {
      const person = await findPerson(db, personId)
      if (person === undefined) throw new PermanentError(`There is no person ${personId}`)
      const ids = idsOf(person)
      const provider = online?.providers.find(({ name, person: serve }) => serve !== undefined && ids.has(name))
      const id = ids.get(provider?.name ?? '')
      if (provider?.person === undefined || id === undefined) return { provider: undefined }
      progress({ phase: 'asking providers' })
      const last = force ? undefined : (await readProviderItems(db, personId)).get(provider.name)
      const wanted = languages.length > 0 ? languages : (online?.languages ?? [])
      const asked = { itemId: personId, provider: provider.name }
      try {
        const fetched = await provider.person(id, { signal, languages: wanted, version: last?.version ?? undefined })
        await inTransaction(db, async (tx) => {
          if (fetched.changed) {
            await writePerson(tx, personToWrite(personId, provider.name, fetched.fields))
            await indexPerson?.(tx, { id: personId, renamed: (fetched.fields.name ?? person.name) !== person.name }, insert)
          }
          await writeProviderItems(tx, [
            { ...asked, providerId: id, version: fetched.changed ? fetched.version : (last?.version ?? undefined) },
          ])
        })
        return { provider: fetched.changed ? provider.name : undefined }
      } catch (error) {
        if (isProviderError(error, 'not found')) await writeProviderItems(db, [{ ...asked, providerId: null }])
        throw error
      }
    }),
  )

/** What a person is known by is a provider's id, or a name that says nothing to a provider. */
const idsOf = ({ knownBy, externalIds }: KnownPerson): Map<string, string> => {
  const [provider = '', value = ''] = knownBy.split(':', 2)
  return new Map([[provider, value], ...externalIds.map((id) => [id.provider, id.value] as const)])
}

const personToWrite = (id: string, provider: string, { uniqueIds, artwork, translations, ...told }: PersonFields) => ({
  id,
  ...told,
  externalIds: Object.entries(uniqueIds ?? {}).map(([name, value]) => ({ provider: name, value })),
  artwork: { source: provider, pictures: artwork ?? [] },
  biographies: translations ?? [],
})
