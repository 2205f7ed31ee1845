import type { Message } from '../templates/message.ts'

/** How one kind of receiver is reached. */
export interface Receiver {
  /** Where messages go, as people may see it: a host, an address of an inbox. No secret. */
  target: string
  /**
   * Hands over one message. Resolves with a note where it was taken with a reservation. Rejects with a PermanentError when
   * trying again cannot help, with a RetryAfterError when it was told when to.
   */
  send(
    message: Message,
    options: { signal: AbortSignal; /** The same for every attempt to tell this of this. */ deliveryId: string },
  ): Promise<string | void>
}
