import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { catalogMigrations } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { createSafeFetch } from '@backlot/safe-fetch'
import { createTempFolder, openTestDatabase } from '@backlot/testing'
import { type Kysely, sql } from 'kysely'
import sharp from 'sharp'
import { createImageLibrary } from './create-image-library.ts'
import { createResizer } from './create-resizer.ts'
import { metadataMigrations } from '../metadata-migrations.ts'
import { createImageStore } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'

/** A film's id. */
export const film = '00000000-0000-4000-8000-000000000001'

/** A real picture in one colour. */
export const picture = async (
  color: string,
  { width = 600, height = 900, format = 'jpeg' }: { width?: number; height?: number; format?: 'jpeg' | 'png' } = {},
) =>
  await sharp({ create: { width, height, channels: 3, background: color } })
    .toFormat(format)
    .toBuffer()

/** A small file that says it has very many pixels. */
export const bomb = async (width: number, height: number): Promise<Uint8Array> => {
  const bytes = await picture('black', { width: 1, height: 1, format: 'png' })
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

/** A database with a film in a library, an empty store, a folder of media, and a server of images where a listener is given. */
export const setupImages = async (listener?: RequestListener) => {
  const database = await openTestDatabase<ImagesDatabase>({
    template: 'images',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, metadataMigrations])),
  })
  const { db } = database
  const folder = await createTempFolder()
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    listener?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  await sql`
    with item as (insert into backlot.items values (${film}, 'movie')),
    library as (insert into backlot.libraries (name, type) values ('films', 'movie') returning id),
    root as (insert into backlot.library_roots (library_id, path) select id, ${join(folder.path, 'media')} from library)
    insert into backlot.movies (id, title, sort_title, known_from) values (${film}, 'Cops', 'cops', 'name')`.execute(db)
  const store = createImageStore(join(folder.path, 'images'))
  const rules = { trustedHosts: [host], allowedHosts: ['images.example.org'] }
  const fetchImage = createSafeFetch({ ...rules, maxBytes: 10_000_000, timeoutMs: 5_000 })
  const ports = { db, store, resizer: createResizer(), fetchImage, rules }
  return {
    ...ports,
    ports,
    library: createImageLibrary(ports),
    folder,
    requests,
    url: (path: string) => `http://${host}${path}`,
    addRemote: async (url: string, type = 'poster', position = 0) =>
      await artworkId(
        db,
        sql`insert into backlot.artwork (item_id, type, position, source, url) values (${film}, ${type}, ${position}, 'tmdb', ${url})`,
      ),
    addLocal: async (place: string, name: string, type = 'poster') =>
      await artworkId(
        db,
        sql`insert into backlot.artwork (item_id, type, position, source, root_id, folder, name)
          select ${film}, ${type}, 0, 'local', id, ${place}, ${name} from backlot.library_roots`,
      ),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await database[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const artworkId = async (db: Kysely<ImagesDatabase>, insert: ReturnType<typeof sql>): Promise<string> => {
  const { rows } = await sql<{ id: string }>`${insert} returning id`.execute(db)
  return rows[0]?.id ?? ''
}
