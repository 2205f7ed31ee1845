import type { z } from 'zod'
import type { Inserted, JobDefinition, JobRequest } from '@backlot/jobs'
import { didYouMean } from '../config/did-you-mean.ts'
import type { JobsPort } from './api-services.ts'
import type { insertRequestSchema } from './job-schema.ts'
import { ProblemError } from './problem.ts'

/** Every kind that the host's bundles run. */
export const definitionsOf = ({ bundles }: Pick<JobsPort, 'bundles'>): JobDefinition[] =>
  bundles.flatMap(({ workers }) => workers.map(({ definition }) => definition))

/** Inserts a job whose kind is given by name. Throws a 400 for an unknown kind or wrong args, with the paths. */
export const insertByKind = async (
  jobs: JobsPort,
  { kind, args, runAt, priority, maxAttempts }: z.output<typeof insertRequestSchema>,
): Promise<Inserted> => {
  const definitions = definitionsOf(jobs)
  const definition = definitions.find((candidate) => candidate.kind === kind)
  if (definition === undefined) {
    const hint =
      didYouMean(
        kind,
        definitions.map((candidate) => candidate.kind),
      ) || 'GET /api/kinds lists them.'
    throw new ProblemError(400, `There is no kind "${kind}". ${hint}`, [{ path: 'kind', message: `there is no kind "${kind}"` }])
  }
  const call = definition as unknown as (input: unknown) => JobRequest
  return await jobs.client.insert(call(args), {
    ...(runAt === undefined ? {} : { runAt: new Date(runAt) }),
    ...(priority === undefined ? {} : { priority }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  })
}
