import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { argsToStore, defineJob, type ArgsOf } from './define-job.ts'
import { formatDuration, toMilliseconds } from './duration.ts'
import { describeUnique } from './unique.ts'

const refresh = defineJob({
  kind: 'refresh',
  queue: 'default',
  timeout: '5m',
  args: z.object({ id: z.uuid(), force: z.boolean().default(false) }),
  unique: { by: ['id', 'force'], period: '30m' },
})
const id = '0198c5d0-0000-7000-8000-000000000000'

test('calling a definition validates the args and fills their defaults', () => {
  expect(refresh({ id })).toEqual({ kind: 'refresh', args: { id, force: false }, definition: refresh })
  expectTypeOf<ArgsOf<typeof refresh>>().toEqualTypeOf<{ id: string; force: boolean }>()
})

test('bad args are refused with every path at once, unknown keys too', () => {
  const args: Record<string, unknown> = { id: 'x', force: 'yes', colour: 1 }
  expect(() => refresh(args as never)).toThrow(/refresh does not take these args: id: .*; force: .*"colour"/)
})

test('args that the definition validated are stored as they are; those of a request made by hand are validated', () => {
  const request = refresh({ id })
  expect(argsToStore(request)).toBe(request.args)
  expect(() => Object.assign(request.args, { id: 'x' })).toThrow(TypeError)
  expect(argsToStore({ ...request, args: { id } })).toEqual({ id, force: false })
  expect(() => argsToStore({ ...request, args: { id: 'x' } })).toThrow('refresh does not take these args: id: ')
})

test('args that do not come back from JSON as they were are refused when they are stored', () => {
  const numbered = defineJob({ kind: 'numbered', queue: 'default', timeout: '5s', args: z.object({ id: z.string().transform(Number) }) })
  expect(() => argsToStore(numbered({ id: '7' }))).toThrow('numbered does not take these args: id: ')
})

test('attempts are 25 and the timeout is in milliseconds', () => {
  const { kind, maxAttempts, timeoutMs, version } = refresh
  expect({ kind, maxAttempts, timeoutMs, version }).toEqual({ kind: 'refresh', maxAttempts: 25, timeoutMs: 300_000, version: 1 })
})

test('durations read and write as people write them', () => {
  expect(['500ms', '30s', '5m', '6h', '14d', 250].map((text) => toMilliseconds(text as '5m'))).toEqual([
    500, 30_000, 300_000, 21_600_000, 1_209_600_000, 250,
  ])
  expect([500, 90_000, 1_800_000, 7_200_000, 86_400_000, 0].map(formatDuration)).toEqual(['500ms', '90s', '30m', '2h', '1d', '0ms'])
  expect(() => toMilliseconds('5 minutes' as never)).toThrow('"5 minutes" is not a duration')
})

test('a unique rule reads as the table of kinds writes it', () => {
  expect(describeUnique(refresh.unique)).toBe('id+force, 30m')
  expect(describeUnique({ period: '1h' })).toBe('args, 1h')
  expect(describeUnique({ by: ['path'], while: 'queued' })).toBe('path, while queued')
  expect(describeUnique({ by: [], while: 'queued' })).toBe('while queued')
  expect(describeUnique(undefined)).toBe('none')
})
