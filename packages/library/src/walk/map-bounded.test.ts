import { expect, test } from 'vitest'
import { mapBounded } from './map-bounded.ts'

const signal = new AbortController().signal

test('results come in the order of the items, and never more than the limit run at a time', async () => {
  let running = 0
  let most = 0
  const results = await mapBounded([5, 1, 4, 2, 3], { limit: 2, signal }, async (item) => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < item; turn++) await Promise.resolve()
    running--
    return item * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(most).toBe(2)
})

test('a failure rejects, and what had not begun is not begun', async () => {
  const begun: number[] = []
  const failing = mapBounded([1, 2, 3], { limit: 1, signal }, async (item) => {
    begun.push(item)
    await Promise.resolve()
    throw new Error(`item ${item}`)
  })
  await expect(failing).rejects.toThrow('item 1')
  expect(begun).toEqual([1])
})

test('an abort rejects at once, also while a call hangs', async () => {
  const controller = new AbortController()
  const hanging = mapBounded([1], { limit: 1, signal: controller.signal }, async () => await new Promise(() => {}))
  controller.abort(new Error('enough'))
  await expect(hanging).rejects.toThrow('enough')
})
