import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel'
import { ArrError, isArrError } from './arr-error.ts'

const restMs = 30_000

/** Stops asking a server that has failed five times in a row, for half a minute; then one request tries it again. */
export interface Circuit {
  run<Result>(request: () => Promise<Result>): Promise<Result>
}

/** Makes the circuit of one instance; while it is open, requests fail as `busy` without being sent. */
export const createCircuit = (server: string): Circuit => {
  const policy = circuitBreaker(
    handleWhen((error) => isArrError(error, 'unreachable')),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(5) },
  )
  return {
    run: async (request) => {
      try {
        return await policy.execute(request)
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error
        throw new ArrError('busy', `${server} did not answer five times in a row and is left alone for half a minute`, {
          cause: error,
          retryAfterMs: restMs,
        })
      }
    },
  }
}
