/** What is wrong with an NFO: the kinds that a report of problems can group by. */
export type NfoProblem =
  | 'unreadable'
  | 'not a file'
  | 'empty'
  | 'too large'
  | 'doctype'
  | 'entity'
  | 'too deep'
  | 'too many elements'
  | 'not well-formed'
  | 'wrong root'
  | 'no metadata'

const brand = Symbol.for('backlot.NfoError')

/**
 * The one error that reading an NFO can give, beside the reason of an aborted signal. `problem` is its kind, the message a sentence for
 * the person whose file it is. None of the kinds gets better by trying again before the file changes, `unreadable` apart.
 */
export class NfoError extends Error {
  override readonly name = 'NfoError'
  readonly problem: NfoProblem
  readonly [brand] = true

  constructor(problem: NfoProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** Whether something caught is an {@link NfoError}, also one from another copy of this package. */
export function isNfoError(error: unknown): error is NfoError {
  return error instanceof Error && brand in error
}
