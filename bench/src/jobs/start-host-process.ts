import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { defineJob } from '@backlot/jobs'
import { z } from 'zod'

/** What a host in a process of its own is told at its start. */
export interface HostProcessOptions {
  url: string
  name: string
  /** Queues on which it runs the jobs that hold. */
  lanes: readonly string[]
}

/** What it tells. */
export type FromHost = { type: 'ready' } | { type: 'started' | 'aborted'; id: string } | { type: 'processor time'; ms: number }

/** What it can be asked. */
export type ToHost = { type: 'processor time' | 'stop' }

/** A job that runs until it is told to stop, on a queue of its own. */
export const holdKind = (lane: string) => defineJob({ kind: `hold_${lane}`, queue: lane, timeout: '10m', args: z.object({}) })

/** A host that runs in a process of its own. */
export interface HostProcess {
  /** Resolves when it tells this of a job; ask before it can happen. */
  until(type: 'started' | 'aborted', id?: string): Promise<string>
  /** Milliseconds of processor time that its process has used. */
  processorTime(): Promise<number>
  stop(): Promise<void>
  /** Kills it: no handler, no settle, no goodbye. */
  kill(): Promise<void>
}

/** Starts one and resolves when it fetches jobs. */
export const startHostProcess = async (options: HostProcessOptions): Promise<HostProcess> => {
  const script = fileURLToPath(new URL('host-process.ts', import.meta.url))
  const child = fork(script, [JSON.stringify(options)], { execArgv: ['--conditions=@backlot/source'] })
  const exited = once(child, 'exit')
  await Promise.race([
    hear(child, ({ type }) => type === 'ready'),
    exited.then(() => Promise.reject(new Error(`${options.name} did not start`))),
  ])
  return {
    until: async (type, id) => {
      const message = await hear(child, (heard) => heard.type === type && (id === undefined || heard.id === id))
      return 'id' in message ? message.id : ''
    },
    processorTime: async () => {
      const answer = hear(child, ({ type }) => type === 'processor time')
      child.send({ type: 'processor time' } satisfies ToHost)
      const message = await answer
      return 'ms' in message ? message.ms : 0
    },
    stop: async () => {
      child.send({ type: 'stop' } satisfies ToHost)
      await exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

const hear = async (child: ChildProcess, isIt: (message: FromHost) => boolean): Promise<FromHost> =>
  await new Promise((resolve) => {
    const listen = (message: FromHost): void => {
      if (!isIt(message)) return
      child.off('message', listen)
      resolve(message)
    }
    child.on('message', listen)
  })
