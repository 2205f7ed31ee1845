import { setTimeout as pause } from 'node:timers/promises'
import { bundle, cancel, worker, type Bundle } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import { readPicture, shrinkRow, writePicture } from './gray-picture.ts'
import { migrations, type Tables } from './tables.ts'
import { makeThumbnail } from './thumbnail-job.ts'

const thumbnailWorker = (db: Kysely<Tables>) =>
  worker(makeThumbnail, async ({ args: { pictureId, width: wanted }, signal, progress, log }) => {
    const row = await db.selectFrom('pictures').select('original').where('id', '=', pictureId).executeTakeFirst()
    if (row === undefined) return cancel('The picture is not there any more')
    const picture = readPicture(row.original)
    const width = Math.min(wanted, picture.width)
    const height = Math.max(1, Math.round((picture.height * width) / picture.width))
    const rows: Uint8Array[] = []
    progress({ phase: 'shrinking', total: height })
    while (rows.length < height) {
      // Slow on purpose, so that there is something to watch and to cancel; a real one would call its image library here.
      await pause(20, undefined, { signal })
      rows.push(shrinkRow(picture, rows.length, width))
      progress({ current: rows.length })
    }
    const thumbnail = writePicture({ width, height, pixels: Buffer.concat(rows) })
    await db.updateTable('pictures').set({ thumbnail }).where('id', '=', pictureId).execute()
    log.info(`Made a thumbnail of ${width} x ${height}`)
    return { width, height }
  })

/** All that this program brings to its host: one worker and one table. */
export const thumbnailBundle = (db: Kysely<Tables>): Bundle =>
  bundle({ name: '@backlot/example-embed', version: '1.0.0', workers: [thumbnailWorker(db)], migrations: [migrations] })
