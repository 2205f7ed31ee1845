import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // What a provider was asked about an item, so that the same is not asked again too soon.
  sql`
    create table backlot.provider_items (
      item_id uuid not null references backlot.items on delete cascade,
      provider text not null,
      -- The provider's own id of it; null: it has none that is sure.
      provider_id text,
      -- Of the answer that was read last, to be told when it still holds.
      version text,
      asked_at timestamptz not null default now(),
      primary key (item_id, provider)
    )`,
  sql`create index provider_items_asked on backlot.provider_items (provider, asked_at)`,
  // Until when a provider's changes were looked through.
  sql`
    create table backlot.provider_sweeps (
      provider text not null,
      type text not null check (type in ('movie', 'series')),
      swept_until timestamptz not null,
      primary key (provider, type)
    )`,
]

/** What was asked of providers, and when. */
export const providerItems: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
