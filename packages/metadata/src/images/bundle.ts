import { bundle, type Bundle } from '@backlot/jobs'
import { downloadImageWorker, type ImagePorts } from './download-image.ts'
import { metadataMigrations } from '../metadata-migrations.ts'

/** What images bring to a host: the worker that fetches them, and their tables, which come after the catalog's. */
export const imageJobs = (ports: ImagePorts): Bundle =>
  bundle({ name: '@backlot/metadata/images', version: '0.1.0', workers: [downloadImageWorker(ports)], migrations: [metadataMigrations] })
