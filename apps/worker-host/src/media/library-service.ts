import { listLibraries, removeLibrary, type Library, type LibraryType } from '@backlot/catalog'
import type { Client, JobDefinition, JobRequest } from '@backlot/jobs'
import { addLibrary, editLibrary, isLibraryError, listProblems, listScans, type LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import { storedLibrarySettings } from '../config/library-settings.ts'
import type { LibraryKeeper } from '../host/keep-libraries.ts'
import type { LibraryView } from '../http/library-schema.ts'
import type { MediaService } from '../http/media-service.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import type { MoviePorts } from '@backlot/movie-jobs'
import { indexItems } from './index-items.ts'
import { notScanned, toLibraryView } from './library-view.ts'

/** A kind that scans the libraries of a type. */
type ScanDefinition = JobDefinition & ((args: { libraryId: string }) => JobRequest)

/** What serving libraries and their files needs. */
export interface LibraryPorts {
  db: Kysely<LibraryDatabase>
  search: MoviePorts['search']
  jobs: { readonly client: Pick<Client, 'insert'> }
  /** Which kind scans which type of library; a type without one is kept and not scanned. */
  scans: Partial<Record<LibraryType, ScanDefinition>>
  /** Who is to know that a library changed, and knows what is watched. */
  keeper: Pick<LibraryKeeper, 'changed' | 'watchedRoots'>
}

type LibraryService = Pick<
  MediaService,
  'libraries' | 'library' | 'addLibrary' | 'editLibrary' | 'removeLibrary' | 'requestScan' | 'scans' | 'problems'
>

/** Libraries, their scans and problems, for the API. */
export const libraryService = ({ db, search, jobs, scans, keeper }: LibraryPorts): LibraryService => {
  const find = async (which: string): Promise<Library> => await findLibrary(db, which)
  const view = (library: Library): LibraryView =>
    toLibraryView(library, { scannable: scans[library.type] !== undefined, watched: keeper.watchedRoots() })
  return {
    libraries: async () => (await listLibraries(db)).map(view),
    library: async (which) => view(await find(which)),
    addLibrary: async ({ name, type, paths, ...settings }) => {
      const id = await addLibrary(db, {
        ...storedLibrarySettings(settings),
        name: name ?? paths[0]?.split('/').findLast((part) => part !== '') ?? type,
        type,
        paths,
      }).catch(refuse)
      await keeper.changed()
      return view(await find(id))
    },
    editLibrary: async (which, { name, preferredLanguage, metadataProviders, ...settings }) => {
      const { id } = await find(which)
      await editLibrary(db, id, { ...storedLibrarySettings(settings), name, preferredLanguage, metadataProviders }).catch(refuse)
      await keeper.changed()
      return view(await find(id))
    },
    removeLibrary: async (which) => {
      const { id } = await find(which)
      await removeLibrary(db, id, indexItems({ search, insert: jobs.client.insert }))
      await keeper.changed()
    },
    requestScan: async (which, options) => {
      const { id, name, type } = await find(which)
      const scan = scans[type]
      if (scan === undefined) throw new ProblemError(422, `${name} is ${notScanned(type)}`)
      return await jobs.client.insert(scan({ libraryId: id, ...options }))
    },
    scans: async (which) =>
      (await listScans(db, { libraryId: (await find(which)).id })).map(({ id, jobId, state, startedAt, finishedAt, error, result }) => ({
        id,
        jobId,
        state,
        startedAt: startedAt.toISOString(),
        ...(finishedAt === null ? {} : { finishedAt: finishedAt.toISOString() }),
        ...(error === null ? {} : { error }),
        ...(result === null ? {} : { result }),
      })),
    problems: async (which) =>
      (await listProblems(db, { libraryId: (await find(which)).id, limit: 1_000 })).map(
        ({ severity, path, kind, message, firstSeenAt }) => ({
          severity,
          path,
          kind,
          message,
          at: firstSeenAt.toISOString(),
        }),
      ),
  }
}

/** The library of an id or a name. Throws a 404 that says how to see those there are. */
export const findLibrary = async (db: Kysely<LibraryDatabase>, which: string): Promise<Library> => {
  const [library] = await listLibraries(db, which)
  if (library === undefined) throw notFound(`There is no library "${which}"; "backlot library list" shows those there are`)
  return library
}

/** Turns what a person asked in vain into a 422; anything else stays what it is. */
const refuse = (error: unknown): never => {
  throw isLibraryError(error) ? new ProblemError(422, error.message, [], { cause: error }) : error
}
