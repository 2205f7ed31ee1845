const brand = Symbol.for('@backlot/jobs/abort')

/** Why an attempt was told to stop: too long, cancelled by somebody, the host stops, or another host has the job now. */
export type AbortType = 'timeout' | 'cancelled' | 'shutdown' | 'claim lost'

/** The reason of a job's aborted signal. */
export class AbortReason extends Error {
  override readonly name = 'AbortReason'
  readonly [brand] = true
  readonly type: AbortType

  constructor(type: AbortType, message: string) {
    super(message)
    this.type = type
  }
}

/** The reason, when `value` is one of ours; known by a brand. */
export const abortReasonOf = (value: unknown): AbortReason | undefined =>
  typeof value === 'object' && value !== null && brand in value ? (value as AbortReason) : undefined
