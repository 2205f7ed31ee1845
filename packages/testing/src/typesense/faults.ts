/** What goes wrong with a request. */
export interface Fault {
  /** Answered instead of what the server would. */
  status?: number
  message?: string
  headers?: Record<string, string>
  /** Ends the connection without an answer. */
  cut?: boolean
  /** Takes the request, does it, and answers this text. */
  answers?: string
  /** Which requests it meets, by method and path; all when left out. */
  when?: RegExp
  /** How many of them; 1 when left out. */
  times?: number
}

/** Keeps faults until the requests come that they are for. */
export const createFaults = () => {
  const waiting: Fault[] = []
  return {
    add: (fault: Fault): void => void waiting.push({ times: 1, ...fault }),
    next: (request: string): Fault | undefined => {
      const fault = waiting.find(({ when, times = 1 }) => times > 0 && (when === undefined || when.test(request)))
      if (fault?.times !== undefined) fault.times--
      return fault
    },
  }
}
