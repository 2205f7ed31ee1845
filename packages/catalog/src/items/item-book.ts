import type { ExternalId, KnownItem } from './known-items.ts'

/** The films (or series) that a batch can match: what the catalog knows, and what the batch itself adds. */
export interface ItemBook {
  byId(id: string): KnownItem | undefined
  byExternalId(id: ExternalId): KnownItem | undefined
  /** Those with a normalised title and exactly this year (null: of unknown year). */
  byTitle(normalized: string, year: number | null): KnownItem[]
  /** Those with a normalised title, of whatever year. */
  byTitleAlone(normalized: string): KnownItem[]
  add(item: KnownItem): void
}

/** Makes a book of films or series. */
export const createItemBook = (items: readonly KnownItem[]): ItemBook => {
  const ids = new Map<string, KnownItem>()
  const externalIds = new Map<string, KnownItem>()
  const titles = new Map<string, KnownItem[]>()
  const book: ItemBook = {
    byId: (id) => ids.get(id),
    byExternalId: ({ provider, value }) => externalIds.get(`${provider}:${value}`),
    byTitle: (normalized, year) => book.byTitleAlone(normalized).filter((item) => item.year === year),
    byTitleAlone: (normalized) => titles.get(normalized) ?? [],
    add: (item) => {
      ids.set(item.id, item)
      for (const { provider, value } of item.externalIds) externalIds.set(`${provider}:${value}`, item)
      for (const title of new Set(item.titles)) titles.set(title, [...book.byTitleAlone(title), item])
    },
  }
  for (const item of items) book.add(item)
  return book
}

/** Whether an item is known by another id of the same provider, so that it cannot be the one with these ids. */
export const hasOtherIds = (item: KnownItem, ids: readonly ExternalId[]): boolean =>
  ids.some(({ provider, value }) => {
    const own = item.externalIds.filter((id) => id.provider === provider)
    return own.length > 0 && own.every((id) => id.value !== value)
  })
