import type { CatalogDatabase } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'

interface Sweep {
  provider: string
  type: 'movie' | 'series'
}

/** Until when a provider's changes were looked through; undefined before the first time. */
export const readSweptUntil = async (db: Kysely<CatalogDatabase>, { provider, type }: Sweep): Promise<Date | undefined> => {
  const { rows } = await sql<{ until: Date }>`
    select swept_until as until from backlot.provider_sweeps where provider = ${provider} and type = ${type}`.execute(db)
  return rows[0]?.until
}

/** Notes until when a provider's changes were looked through. */
export const writeSweptUntil = async (tx: Kysely<CatalogDatabase>, { provider, type, until }: Sweep & { until: Date }): Promise<void> => {
  await sql`
    insert into backlot.provider_sweeps as s (provider, type, swept_until) values (${provider}, ${type}, ${until})
    on conflict (provider, type) do update set swept_until = greatest(s.swept_until, excluded.swept_until)`.execute(tx)
}
