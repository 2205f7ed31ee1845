import type { CatalogDatabase } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'

/** How long what was read of something is good, in days, where no provider says that it changed. */
const daysToLive = { film: 30, seriesThatContinues: 7, seriesThatEnded: 30, person: 90, unknown: 7 }

/** A provider and what it is asked for. */
export interface DueOf {
  type: 'movie' | 'series'
  provider: string
}

/** Which of the items that a provider says have changed are ours and were asked for; its own ids. */
export const changedItems = async (
  db: Kysely<CatalogDatabase>,
  { type, provider }: DueOf,
  providerIds: readonly string[],
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select p.item_id as id from backlot.provider_items p join backlot.items i on i.id = p.item_id
    where i.type = ${type} and p.provider = ${provider} and p.provider_id = any(${providerIds}::text[])`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Films (or series) of libraries that ask a provider first, and that it was never asked about, or too long ago: their time to
 * live is over. `seriesThatContinues` live a day only where the provider cannot say what changed.
 */
export const dueItems = async (
  db: Kysely<CatalogDatabase>,
  { type, provider, libraryIds, saysWhatChanged, now }: DueOf & { libraryIds: readonly string[]; saysWhatChanged: boolean; now: Date },
): Promise<string[]> => {
  const continuing = saysWhatChanged ? daysToLive.seriesThatContinues : 1
  const { rows } = await sql<{ id: string }>`
    select i.id
    from backlot.items i
    left join backlot.provider_items p on p.item_id = i.id and p.provider = ${provider}
    left join backlot.series s on s.id = i.id
    where i.type = ${type}
      and (p.asked_at is null or p.asked_at < ${now}::timestamptz - interval '1 day' * case
        when p.provider_id is null then ${daysToLive.unknown}::int
        when i.type = 'movie' then ${daysToLive.film}::int
        when s.status in ('ended', 'cancelled') then ${daysToLive.seriesThatEnded}::int
        else ${continuing}::int end)
      -- Of several libraries that of the first file counts, as when it is refreshed.
      and (
        select f.library_id from backlot.files f where f.item_id = i.id order by f.missing_since is not null, f.id limit 1
      ) = any(${libraryIds}::uuid[])
    order by p.asked_at nulls first, i.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** People who play a leading part in something and whom a provider was not asked about, or too long ago; at most `limit`. */
export const duePeople = async (
  db: Kysely<CatalogDatabase>,
  { provider, now, limit }: { provider: string; now: Date; limit: number },
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select p.id from backlot.people p
    left join backlot.provider_items a on a.item_id = p.id and a.provider = ${provider}
    where p.known_by like ${`${provider}:%`}
      and (a.asked_at is null or a.asked_at < ${now}::timestamptz - interval '1 day' * ${daysToLive.person}::int)
      and exists (select from backlot.credits c where c.person_id = p.id and c.position < 8 and c.kind <> 'guest')
    order by a.asked_at nulls first, p.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
