import { z } from 'zod'

/** What the host is and does. */
export const statusSchema = z
  .object({
    version: z.string(),
    node: z.string(),
    pid: z.int(),
    startedAt: z.iso.datetime(),
    dataFolder: z.string(),
    database: z.object({ kind: z.enum(['embedded', 'external']), version: z.string() }),
    bundles: z.array(z.object({ name: z.string(), version: z.string() })),
    jobs: z.record(z.string(), z.int()).meta({ description: 'how many jobs, by state' }),
    libraries: z.array(z.object({ name: z.string(), type: z.string(), found: z.int(), unmatched: z.int(), missing: z.int() })),
  })
  .meta({ id: 'Status' })

type StatusView = z.output<typeof statusSchema>

/** What the doctor looked at, and what to do where something is wrong. */
export const doctorSchema = z
  .object({
    healthy: z.boolean(),
    checks: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['ok', 'warning', 'failed']),
        message: z.string(),
        fix: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Doctor' })

type DoctorView = z.output<typeof doctorSchema>

/** One thing that the doctor looked at. */
export type DoctorCheck = DoctorView['checks'][number]

/** The host about itself. */
export interface SystemService {
  status(): Promise<StatusView>
  doctor(): Promise<DoctorView>
  /** Rejects when jobs cannot be served: the database does not answer. */
  ready(): Promise<void>
  readonly pid: number
}
