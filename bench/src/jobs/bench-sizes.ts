/** How much work one run of the bench does. */
export interface BenchSizes {
  /** Rounds of every interleaved measure; its median is the figure. */
  rounds: number
  /** Rounds of the measures that have no counterpart in the peers. */
  ownRounds: number
  /** Empty jobs of one round. */
  jobs: number
  /** Empty jobs of the round before the first, which only warms up; 0 skips it. */
  warmUpJobs: number
  /** One round of a slow contestant ends after so many seconds. */
  roundSeconds: number
  /** Jobs inserted one at a time on an idle host, for the latency of a start. */
  latencySamples: number
  /** In how many turns those are taken. */
  latencyTurns: number
  /** A steady rate is held for so many seconds, of so many jobs each; 0 skips it. */
  steadySeconds: number
  steadyRate: number
  /** Jobs that fail once; 0 skips it. */
  retries: number
  cancels: number
  /** Hosts that are killed at different moments; 0 skips it, for a recovery takes its 15 seconds. */
  kills: number
  /** How long an idle host is watched; 0 skips it. */
  idleSeconds: number
  /** Jobs for each limit and queue whose overshoot is measured. */
  limitedJobs: number
  /** Jobs that wait in the full and in the short queue, and how many are run past them in a round. */
  manyWaiting: number
  fewWaiting: number
  runPastWaiting: number
}

/** The run whose figures count: some 7 minutes with all peers. */
export const fullSizes: BenchSizes = {
  rounds: 5,
  ownRounds: 3,
  jobs: 30_000,
  warmUpJobs: 2_000,
  roundSeconds: 5,
  latencySamples: 200,
  latencyTurns: 2,
  steadySeconds: 4,
  steadyRate: 500,
  retries: 200,
  cancels: 100,
  kills: 3,
  idleSeconds: 20,
  limitedJobs: 300,
  manyWaiting: 1_000_000,
  fewWaiting: 1_000,
  runPastWaiting: 20_000,
}

/** A look in less than 90 seconds: fewer rounds, and 100,000 jobs that wait instead of a million. */
export const quickSizes: BenchSizes = {
  ...fullSizes,
  rounds: 2,
  ownRounds: 3,
  jobs: 6_000,
  warmUpJobs: 500,
  roundSeconds: 3,
  latencySamples: 40,
  latencyTurns: 1,
  steadySeconds: 1,
  retries: 50,
  cancels: 25,
  kills: 1,
  idleSeconds: 10,
  limitedJobs: 60,
  manyWaiting: 100_000,
  runPastWaiting: 10_000,
}
