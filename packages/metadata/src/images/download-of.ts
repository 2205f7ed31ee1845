import type { JobRequest } from '@backlot/jobs'
import { downloadImage, type DownloadImageArgs } from '@backlot/metadata-args'

/** The job that fetches a picture that a source offers for an item of the catalog. */
export const downloadOf = (artwork: { itemId: string; itemType: string; type: string; url: string | null }): JobRequest =>
  downloadImage({
    contentType: (artwork.itemType === 'series' ? 'tvshow' : artwork.itemType) as DownloadImageArgs['contentType'],
    contentId: artwork.itemId,
    imageType: artwork.type as DownloadImageArgs['imageType'],
    source: artwork.url ?? '',
    size: 'original',
  })
