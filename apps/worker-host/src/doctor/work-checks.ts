import type { JobsPort } from '../http/api-services.ts'
import type { MediaService } from '../http/media-service.ts'
import type { DoctorCheck } from '../http/system-service.ts'
import { checkFolderAccess } from './check-folder-access.ts'
import type { Check } from './check.ts'

/** Whether the roots of all libraries can be read. */
export const rootCheck = (media: Pick<MediaService, 'libraries'>): Check => ({
  name: 'libraries',
  run: async () => await rootsOf(await media.libraries()),
})

const rootsOf = async (libraries: Awaited<ReturnType<MediaService['libraries']>>): Promise<DoctorCheck[]> => {
  const results: DoctorCheck[] = []
  for (const { name, roots } of libraries) for (const { path } of roots) results.push(await checkFolderAccess(`library ${name}`, path))
  return results
}

/** Whether changes in all folders that are to be watched are noticed. */
export const watchingCheck = (media: Pick<MediaService, 'libraries'>): Check => ({
  name: 'watching',
  run: async () => {
    const roots = (await media.libraries()).flatMap((library) => library.roots)
    const [not, ...others] = roots.filter(({ notWatched }) => notWatched !== undefined)
    const watched = `watched: ${roots.filter((root) => root.watched === true).length}`
    if (not === undefined) return { status: 'ok', message: watched }
    const further = others.length === 0 ? '' : ` (and ${others.length} more)`
    return {
      status: 'warning',
      message: `${watched}; of ${not.path}${further} not all changes are noticed: ${not.notWatched}`,
      fix: 'Raise the limit, or set watch to false for the library: it is scanned at its interval',
    }
  },
})

/** What can be wrong with the libraries and the jobs. */
export const workChecks = ({ media, jobs }: { media: MediaService; jobs: JobsPort }): Check[] => [
  {
    name: 'libraries',
    run: async () => {
      const libraries = await media.libraries()
      if (libraries.length === 0) return { status: 'warning', message: 'there are none', fix: 'backlot library add /path/to/films' }
      return await rootsOf(libraries)
    },
  },
  watchingCheck(media),
  {
    name: 'problems',
    run: async () => {
      const libraries = await media.libraries()
      const open = await Promise.all(
        libraries.map(async ({ id }) => (await media.problems(id)).filter(({ severity }) => severity === 'error')),
      )
      const [first] = open.flat()
      if (first === undefined) return { status: 'ok', message: 'no scan has an open problem' }
      return {
        status: 'warning',
        message: `${open.flat().length} open, for instance ${first.path}: ${first.message}`,
        fix: 'backlot library show NAME lists them',
      }
    },
  },
  {
    name: 'jobs',
    run: async () => {
      const [counts, paused] = await Promise.all([jobs.client.jobCounts(), jobs.client.paused()])
      const discarded = counts.filter(({ state }) => state === 'discarded').reduce((sum, { count }) => sum + count, 0)
      if (paused.length > 0)
        return { status: 'warning', message: 'something is paused', fix: 'backlot queue list shows what; backlot queue resume' }
      if (discarded === 0) return { status: 'ok', message: 'none has failed for good' }
      return {
        status: 'warning',
        message: `${discarded} failed for good`,
        fix: 'backlot jobs list --state discarded; backlot jobs retry --state discarded',
      }
    },
  },
]
