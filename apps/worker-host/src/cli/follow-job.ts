import { jobSchema } from '../http/job-schema.ts'
import { apiPath } from './api.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import type { Session } from './open-session.ts'
import { oneLine, printJson } from './print.ts'
import type { Terminal } from './terminal.ts'
import { watchJobs, type EndedJob } from './watch-jobs.ts'

/** Shows a job until it ends, prints it or its result, and gives the exit code that its end means. */
export const followJob = async (session: Session, terminal: Terminal, { id, json }: { id: string; json: boolean }): Promise<ExitCode> => {
  const { kind } = await session.api(jobSchema, { path: apiPath`/api/jobs/${id}` })
  const [job] = await watchJobs(session, terminal, [{ id, name: kind }])
  if (job === undefined) return exitCode.notFound
  if (json) await printJson(terminal, job)
  else if (job.state === 'completed') await printJson(terminal, job.result ?? null)
  else terminal.note(`The ${job.kind} job was ${job.state}: ${oneLine(job.error ?? 'no reason is known')}`)
  return codeOfEnd(job)
}

/** The exit code that the end of a job means. */
const codeOfEnd = ({ state }: Pick<EndedJob, 'state'>): ExitCode => {
  if (state === 'completed') return exitCode.ok
  return state === 'cancelled' ? exitCode.jobCancelled : exitCode.jobFailed
}
