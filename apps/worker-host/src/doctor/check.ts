import type { DoctorCheck } from '../http/system-service.ts'

/** Looks at one thing, or at one of each (a library's roots). What it throws is a failed check. */
export interface Check {
  name: string
  run: () => Promise<Omit<DoctorCheck, 'name'> | DoctorCheck[]>
}

/** Runs all checks one after the other, whatever each finds. */
export const runChecks = async (checks: readonly Check[]): Promise<DoctorCheck[]> => {
  const results: DoctorCheck[] = []
  for (const { name, run } of checks) {
    const result = await run().catch((error: unknown) => ({
      status: 'failed' as const,
      message: error instanceof Error ? error.message : String(error),
    }))
    results.push(...(Array.isArray(result) ? result : [{ name, ...result }]))
  }
  return results
}
