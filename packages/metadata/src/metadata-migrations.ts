import type { MigrationSet } from '@backlot/jobs'
import { images } from './migrations/0001-images.ts'
import { askedFiles } from './migrations/0003-asked-files.ts'
import { providerTurns } from './migrations/0004-provider-turns.ts'
import { providerItems } from './migrations/0002-provider-items.ts'

/** The migrations of the tables that this package owns: of images, and of what providers were asked. The catalog's come before. */
export const metadataMigrations: MigrationSet = {
  owner: 'metadata',
  migrations: {
    '0001_images': images,
    '0002_provider_items': providerItems,
    '0003_asked_files': askedFiles,
    '0004_provider_turns': providerTurns,
  },
}
