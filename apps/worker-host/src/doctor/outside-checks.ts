import type { Check } from './check.ts'
import { hostChecks, type HostCheckOptions } from './host-checks.ts'
import { metadataChecks } from './metadata-checks.ts'
import { notificationCheck } from './notification-check.ts'
import { searchCheck } from './search-check.ts'
import { serverChecks } from './server-checks.ts'
import { rootCheck } from './work-checks.ts'

/** What the checks ask. */
interface OutsideOptions extends HostCheckOptions {
  media: Parameters<typeof rootCheck>[0]
  notifications: Parameters<typeof notificationCheck>[0]
  online: Parameters<typeof metadataChecks>[0]
  search: Parameters<typeof searchCheck>[0]
  servers: Parameters<typeof serverChecks>[0]
}

/** Those checks of the doctor that speak of what can break while the host runs, without anybody's doing here. */
export const outsideChecks = ({ dataFolder, db, media, notifications, online, search, servers }: OutsideOptions): Check[] => [
  ...hostChecks({ dataFolder, db }).filter(({ name }) => name === 'data folder' || name === 'database'),
  metadataChecks(online),
  searchCheck(search),
  rootCheck(media),
  ...serverChecks(servers),
  notificationCheck(notifications),
]
