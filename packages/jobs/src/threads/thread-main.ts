// The inside of a thread: runs one handler at a time and passes its reports on.
import { parentPort } from 'node:worker_threads'
import { AbortReason, type AbortType } from '../abort-reason.ts'
import { isPermanentError, isRetryAfterError } from '../define/job-error.ts'
import type { FromThread, ThreadContext, ThreadHandler, ToThread } from './thread-context.ts'

const port = parentPort
if (port === null) throw new Error('thread-main runs in a worker thread')

const say = (message: FromThread): void => port.postMessage(message)
let controller = new AbortController()

const run = async ({ module, facts }: Extract<ToThread, { type: 'run' }>): Promise<void> => {
  controller = new AbortController()
  const context: ThreadContext<unknown> = {
    ...facts,
    signal: controller.signal,
    progress: (report) => say({ type: 'progress', report }),
    log: {
      info: (message, fields = {}) => say({ type: 'log', level: 'info', message, fields }),
      warn: (message, fields = {}) => say({ type: 'log', level: 'warn', message, fields }),
      error: (message, fields = {}) => say({ type: 'log', level: 'error', message, fields }),
    },
  }
  try {
    const { default: handler }: { default: ThreadHandler<unknown, unknown> } = await import(module)
    say({ type: 'returned', value: await handler(context) })
  } catch (error) {
    const retryAfterMs = isRetryAfterError(error) ? error.retryAfterMs : undefined
    say({ type: 'thrown', error: cloneable(error), permanent: isPermanentError(error), retryAfterMs })
  }
}

/** An error as a thread can send it: its brand does not travel, so that is sent beside it. */
const cloneable = (error: unknown): unknown => (error instanceof Error ? new Error(error.message) : String(error))

port.on('message', (message: ToThread) => {
  if (message.type === 'abort') controller.abort(new AbortReason(message.reason.type as AbortType, message.reason.message))
  else void run(message)
})
