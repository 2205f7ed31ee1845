import type { CatalogDatabase } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'

/** At most so many requests in any such time. */
export interface ProviderRate {
  limit: number
  intervalMs: number
}

/** Whose turn it is to ask a provider, among all who ask it. */
export interface ProviderTurns {
  /** Takes the next turn: how long to wait for it. While the provider is paused no turn is given: how long that lasts. */
  take: (
    provider: string,
    rate: ProviderRate,
  ) => Promise<{ waitMs: number; pausedMs?: undefined } | { waitMs?: undefined; pausedMs: number }>
  /** Lets nobody ask for so long. */
  pause: (provider: string, ms: number) => Promise<void>
}

/** Turns are so much rarer than the rate allows (a part of its time), so that a request that comes late by no more is not one too many. */
export const turnSlack = 0.1

/**
 * Turns that all hosts on one database share: a row for each provider, which a request moves on by one turn. They are evenly
 * spaced, in the database's time; a turn that is not used is lost.
 */
export const createProviderTurns = (db: Kysely<CatalogDatabase>): ProviderTurns => ({
  take: async (provider, { limit, intervalMs }) => {
    const turn = sql`interval '1 millisecond' * ${(intervalMs / limit) * (1 + turnSlack)}::float8`
    // Not waited for until it is on disk: a database that crashed is not back before the turn is over.
    const { rows } = await sql<{ waitMs: number; pausedMs: number | null }>`
      insert into backlot.provider_turns as t (provider, next_at) values (${provider}, clock_timestamp() + ${turn})
      on conflict (provider) do update set next_at =
        case when t.paused_until > clock_timestamp() then t.next_at else greatest(t.next_at, clock_timestamp()) + ${turn} end
      returning
        (1000 * extract(epoch from next_at - ${turn} - clock_timestamp()))::float8 as "waitMs",
        (1000 * extract(epoch from paused_until - clock_timestamp()))::float8 as "pausedMs",
        set_config('synchronous_commit', 'off', true)`.execute(db)
    const [{ waitMs, pausedMs } = { waitMs: 0, pausedMs: null }] = rows
    return pausedMs !== null && pausedMs > 0 ? { pausedMs } : { waitMs: Math.max(0, waitMs) }
  },
  pause: async (provider, ms) => {
    const until = sql`clock_timestamp() + interval '1 millisecond' * ${ms}::float8`
    await sql`
      insert into backlot.provider_turns as t (provider, next_at, paused_until) values (${provider}, clock_timestamp(), ${until})
      on conflict (provider) do update set paused_until = greatest(t.paused_until, excluded.paused_until)`.execute(db)
  },
})
