/** What pg-boss stores as a job's data. */
export interface JobData {
  kind: string
  version: number
  args: Record<string, unknown>
  meta: Record<string, unknown>
}

/** A job as a fetch claims it. `retryCount` names the claim: it grows with every one. */
export interface Claim {
  id: string
  queue: string
  data: JobData
  retryCount: number
}

/** Which attempt a claim is, from 1. */
export const attemptOf = (claim: Pick<Claim, 'retryCount'>): number => claim.retryCount + 1
