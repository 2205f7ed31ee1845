import type { NewActivity } from '@backlot/activity'
import type { Insert } from '@backlot/jobs'
import type { Deed, Recorder } from '../host/recorder.ts'
import type { LibraryDatabase } from '@backlot/library'
import type { MediaService } from '../http/media-service.ts'
import { createMediaService, type MediaPorts } from './create-media-service.ts'

/**
 * Everything about media that the API serves, with what people change written into the activity log: the change, the jobs
 * that follow from it and the entry are one transaction. What is refused or fails is written down by itself.
 */
export const recordedMediaService = (ports: MediaPorts, { record }: Recorder<LibraryDatabase>): MediaService => {
  const service = createMediaService(ports)
  const write = async <Result>(
    deed: Deed,
    change: (media: MediaService) => Promise<Result>,
    more?: (result: Result) => Partial<Deed>,
  ): Promise<Result> => {
    let changed = false
    const keeper = { ...ports.keeper, changed: async () => await Promise.resolve(void (changed = true)) }
    const result = await record(
      deed,
      async (tx) => {
        const insert: Insert = async (request, options) => await ports.jobs.client.insert(request, { tx, ...options })
        return await change(createMediaService({ ...ports, db: tx, keeper, jobs: { client: { insert } } }))
      },
      more,
    )
    // Whoever keeps libraries reads what is committed.
    if (changed) await ports.keeper.changed()
    return result
  }
  const library = async (which: string): Promise<NewActivity['target']> => {
    const { id, name } = await service.library(which)
    return { type: 'library', id, name }
  }
  return {
    ...service,
    // Shown as it is when its keeper has taken it over.
    addLibrary: async (input) => {
      const { id } = await write(
        { deed: 'library.added', data: { name: input.name, paths: input.paths } },
        async (media) => await media.addLibrary(input),
        (added) => ({ target: { type: 'library', id: added.id, name: added.name } }),
      )
      return await service.library(id)
    },
    editLibrary: async (which, edit) => {
      const deed = { deed: 'library.changed', target: await library(which), data: edit }
      const { id } = await write(deed, async (media) => await media.editLibrary(which, edit))
      return await service.library(id)
    },
    removeLibrary: async (which) =>
      await write({ deed: 'library.removed', target: await library(which) }, async (media) => await media.removeLibrary(which)),
    requestScan: async (which, options) =>
      await write(
        { deed: 'library.scanned', target: await library(which), data: options },
        async (media) => await media.requestScan(which, options),
        ({ id }) => ({ data: { ...options, jobId: id } }),
      ),
    keepMissing: async (which, target) =>
      await write(
        { deed: 'file.kept', target: await library(which), data: target },
        async (media) => await media.keepMissing(which, target),
      ),
    removeMissing: async (which, target) =>
      await write(
        { deed: 'file.removed', target: await library(which), data: target },
        async (media) => await media.removeMissing(which, target),
      ),
    match: async (request) => await write({ deed: 'file.matched', data: request }, async (media) => await media.match(request)),
    ignore: async (target) => await write({ deed: 'file.ignored', data: target }, async (media) => await media.ignore(target)),
    undo: async (target) => await write({ deed: 'file.undone', data: target }, async (media) => await media.undo(target)),
    refreshMovie: async (id, options) =>
      await write({ deed: 'movie.refreshed', target: { type: 'movie', id } }, async (media) => await media.refreshMovie(id, options)),
    refreshSeries: async (id, options) =>
      await write({ deed: 'series.refreshed', target: { type: 'series', id } }, async (media) => await media.refreshSeries(id, options)),
  }
}
