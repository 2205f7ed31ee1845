import type { NotificationEvent } from '@backlot/jobs/args'
import type { GatherEvents } from '@backlot/jobs/system'
import { z } from 'zod'

/** The name of a library; undefined when it is gone. */
export type LibraryName = (id: string) => Promise<string | undefined>

/** An event whose library is named by its id: it was made where nothing could be looked up. */
const unnamed = z.object({ library: z.object({ id: z.string(), name: z.string() }).refine(({ id, name }) => id === name) })

/** Gives libraries that an event names by their id their name, before it is gathered or told; one that is gone keeps the id. */
export const nameLibraries =
  (gather: GatherEvents, libraryName: LibraryName): GatherEvents =>
  async (event, options) =>
    await gather(await withName(event, libraryName), options)

const withName = async (event: NotificationEvent, libraryName: LibraryName): Promise<NotificationEvent> => {
  const library = unnamed.safeParse(event.data).data?.library
  if (library === undefined) return event
  const name = (await libraryName(library.id)) ?? library.name
  return { ...event, data: { ...event.data, library: { ...library, name } } }
}
