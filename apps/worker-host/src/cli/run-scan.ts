import { relative, resolve } from 'node:path'
import { z } from 'zod'
import type { LibraryView, ScanOptions } from '../http/library-schema.ts'
import { apiPath } from './api.ts'
import { CommandError } from './command-error.ts'
import { ensureFolder, listLibraries } from './ensure-libraries.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { locateFolder } from './locate-folder.ts'
import { withSession, type Session } from './open-session.ts'
import { printJson } from './print.ts'
import { printReport } from './print-report.ts'
import type { ScanCommandOptions } from './scan.ts'
import { requestScans, scanLibraries, type ScanTarget } from './scan-libraries.ts'
import type { Terminal } from './terminal.ts'

/**
 * Scans what was named. Where no host runs, this process is the host and waits for the end; with one, it waits only when
 * asked (`--wait`, `--dry-run`).
 */
export const runScan = async (what: readonly string[], options: ScanCommandOptions, terminal: Terminal): Promise<ExitCode> =>
  await withSession(terminal, options, { command: 'scan', work: true }, async (session) => {
    const { targets, added } = await findTargets(what, options, terminal, session)
    if (targets.length === 0) throw new CommandError('There is no library yet; name a folder: backlot scan DIR', exitCode.notFound)
    try {
      if (options.wait !== true && options.dryRun !== true && !session.local) return await insertOnly(session, terminal, targets, options)
      const { report, code } = await scanLibraries(session, terminal, targets)
      await printReport(session, terminal, { report, libraries: targets.map(({ library }) => library), json: options.json === true })
      return code
    } finally {
      // A dry run leaves nothing behind, not even the library it had to make for a new folder.
      if (options.dryRun === true)
        for (const { id } of added) await session.api(z.undefined(), { method: 'DELETE', path: apiPath`/api/libraries/${id}` })
    }
  })

const insertOnly = async (
  session: Session,
  terminal: Terminal,
  targets: readonly ScanTarget[],
  options: ScanCommandOptions,
): Promise<ExitCode> => {
  const requested = await requestScans(session, terminal, targets)
  if (options.json === true)
    await printJson(
      terminal,
      requested.map(({ library, jobId }) => ({ library: library.name, jobId })),
    )
  else for (const { library, jobId } of requested) if (jobId !== undefined) await terminal.out(`${library.name}: job ${jobId}\n`)
  return exitCode.ok
}

const findTargets = async (
  what: readonly string[],
  { type, force, dryRun, allowMassRemoval }: ScanCommandOptions,
  { cwd }: Terminal,
  { api }: Session,
): Promise<{ targets: ScanTarget[]; added: LibraryView[] }> => {
  const known = await listLibraries(api)
  const options: ScanOptions = {
    ...(force === true ? { force } : {}),
    ...(dryRun === true ? { dryRun } : {}),
    ...(allowMassRemoval === true ? { allowMassRemoval } : {}),
  }
  if (what.length === 0) return { targets: known.filter(({ enabled }) => enabled).map((library) => ({ library, options })), added: [] }
  const targets: ScanTarget[] = []
  const added: LibraryView[] = []
  for (const name of what) {
    const named = known.find((library) => library.id === name || library.name.toLowerCase() === name.toLowerCase())
    if (named !== undefined) {
      targets.push({ library: named, options })
      continue
    }
    const { path: folder, exists } = await locateFolder(resolve(cwd, name))
    const holder = known.find(({ roots }) => roots.some(({ path }) => isInside(folder, path)))
    if (holder === undefined && !exists) throw new CommandError(`"${name}" is neither a library nor a folder`, exitCode.notFound)
    const library = holder ?? (await ensureFolder(api, { path: folder, type }))
    if (holder === undefined) added.push(library)
    const whole = library.roots.some(({ path }) => path === folder)
    targets.push({ library, options: whole ? options : { ...options, paths: [folder] } })
  }
  return { targets, added }
}

const isInside = (folder: string, root: string): boolean => {
  const path = relative(root, folder)
  return path === '' || !(path === '..' || path.startsWith('../') || path.startsWith('/'))
}
