import { defineJob, isPermanentError, worker } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { askLater } from './ask-later.ts'
import { ProviderError, type ProviderProblem } from './provider-error.ts'

const ask = defineJob({ kind: 'ask', queue: 'default', timeout: '1m', args: z.object({}) })

const performFailing = async (problem: ProviderProblem, retryAfterMs?: number) =>
  await perform(
    worker(
      ask,
      askLater(async () => {
        throw new ProviderError('tmdb', problem, { message: `TMDb: ${problem}`, ...(retryAfterMs !== undefined && { retryAfterMs }) })
      }),
    ),
    ask({}),
  )

test.each(['limited', 'unavailable'] as const)('a provider that is %s snoozes the job and says why', async (problem) => {
  expect(await performFailing(problem, 5_000)).toMatchObject({ outcome: 'snoozed', log: [`TMDb: ${problem}`] })
})

test.each(['not found', 'unauthorised'] as const)('%s fails the job for good, with the message of the provider', async (problem) => {
  const failure = performFailing(problem)
  await expect(failure).rejects.toThrow(`TMDb: ${problem}`)
  await expect(failure).rejects.toSatisfy(isPermanentError)
})

test('an answer that makes no sense is an ordinary failure', async () => {
  await expect(performFailing('unreadable')).rejects.not.toSatisfy(isPermanentError)
})

test('what a handler returns comes through', async () => {
  const { result } = await perform(
    worker(
      ask,
      askLater(async () => await Promise.resolve({ read: 1 })),
    ),
    ask({}),
  )
  expect(result).toEqual({ read: 1 })
})
