import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

const args = z.object({
  contentType: z.enum(['movie', 'tvshow', 'season', 'episode', 'person', 'collection']),
  contentId: z.uuid(),
  imageType: z.enum(['poster', 'backdrop', 'profile', 'still', 'logo', 'banner', 'thumb', 'disc', 'art']),
  /** The address that the provider gave. */
  source: z.url(),
  /** As the provider names it: `original`, `w500`. */
  size: z.string().min(1),
})

/** What an image download takes. */
export type DownloadImageArgs = z.input<typeof args>

/** Fetches one image and stores it by its content. */
export const downloadImage = defineJob({
  kind: 'metadata_download_image',
  description: 'Fetches an image of a film, series or person.',
  package: 'metadata',
  queue: 'default',
  timeout: '2m',
  maxAttempts: 5,
  args,
  unique: { period: '1h' },
})

/** One download request for each image; store them with `insertMany`. */
export const downloadImages = (images: readonly DownloadImageArgs[]): JobRequest[] => images.map((image) => downloadImage(image))
