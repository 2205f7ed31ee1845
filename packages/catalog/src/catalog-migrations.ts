import type { MigrationSet } from '@backlot/jobs'
import { media } from './migrations/0001-media.ts'
import { items } from './migrations/0002-items.ts'
import { librarySettings } from './migrations/0003-library-settings.ts'
import { managedItems } from './migrations/0004-managed-items.ts'
import { people } from './migrations/0005-people.ts'
import { halfEpisodes } from './migrations/0006-half-episodes.ts'
import { peoplePictures } from './migrations/0007-people-pictures.ts'
import { managedSeasons } from './migrations/0008-managed-seasons.ts'
import { uncreditedPeople } from './migrations/0009-uncredited-people.ts'
import { referencesByStatement } from './migrations/0010-references-by-statement.ts'

/** The migrations of the tables that this package owns. */
export const catalogMigrations: MigrationSet = {
  owner: 'catalog',
  migrations: {
    '0001_media': media,
    '0002_items': items,
    '0003_library_settings': librarySettings,
    '0004_managed_items': managedItems,
    '0005_people': people,
    '0006_half_episodes': halfEpisodes,
    '0007_people_pictures': peoplePictures,
    '0008_managed_seasons': managedSeasons,
    '0009_uncredited_people': uncreditedPeople,
    '0010_references_by_statement': referencesByStatement,
  },
}
