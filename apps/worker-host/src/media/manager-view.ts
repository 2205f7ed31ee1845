import type { ItemManager } from '@backlot/catalog'
import { withoutNulls } from './without-nulls.ts'

/** How a Radarr or Sonarr keeps an item, as the API gives it. */
export const toManagerView = ({ manager: app, remoteId: itemId, ...kept }: ItemManager) => ({ app, itemId, ...withoutNulls(kept) })
