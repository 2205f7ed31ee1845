import { rowsParameter, type CatalogDatabase } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'

/** `backlot.provider_items`: what a provider was asked about an item last. */
export interface ProviderItem {
  itemId: string
  provider: string
  /** The provider's own id of it; null: it has none that is sure. */
  providerId: string | null
  /** Of the answer that was read last. */
  version: string | null
  askedAt: Date
}

/** What was asked about an item, by provider. */
export const readProviderItems = async (db: Kysely<CatalogDatabase>, itemId: string): Promise<Map<string, ProviderItem>> => {
  const { rows } = await sql<ProviderItem>`
    select item_id as "itemId", provider, provider_id as "providerId", version, asked_at as "askedAt"
    from backlot.provider_items where item_id = ${itemId} order by provider`.execute(db)
  return new Map(rows.map((row) => [row.provider, row]))
}

/** Whether each of the providers told about an item before. */
export const toldBefore = async (db: Kysely<CatalogDatabase>, itemId: string, providers: readonly string[]): Promise<boolean> => {
  const items = await readProviderItems(db, itemId)
  return providers.every((provider) => (items.get(provider)?.providerId ?? null) !== null)
}

/** Notes that a provider was asked about items now; one statement. Items that were removed meanwhile are passed over. */
export const writeProviderItems = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly { itemId: string; provider: string; providerId: string | null; version?: string | undefined }[],
): Promise<void> => {
  if (items.length === 0) return
  const rows = items.map(({ itemId, provider, providerId, version }) => ({
    item_id: itemId,
    provider,
    provider_id: providerId,
    version,
  }))
  await sql`
    insert into backlot.provider_items as p (item_id, provider, provider_id, version, asked_at)
    select r.item_id, r.provider, r.provider_id, r.version, now()
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, provider text, provider_id text, version text)
    join backlot.items i on i.id = r.item_id
    on conflict (item_id, provider) do update set
      provider_id = excluded.provider_id, version = excluded.version, asked_at = excluded.asked_at`.execute(tx)
}

/** Forgets which answers were read last, so that the next question about these items is answered in full. */
export const forgetVersions = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<void> => {
  await sql`update backlot.provider_items set version = null where item_id = any(${itemIds}::uuid[]) and version is not null`.execute(tx)
}
