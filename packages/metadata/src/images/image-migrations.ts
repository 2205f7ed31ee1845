import type { MigrationSet } from '@backlot/jobs'
import { images } from './migrations/0001-images.ts'

/** The migrations of the tables of images; they come after the catalog's. */
export const imageMigrations: MigrationSet = { owner: 'metadata', migrations: { '0001_images': images } }
