import { describe, expect, it } from 'vitest'
import { createPace } from './pace.ts'

describe('pace', () => {
  it('says nothing in the first seconds', () => {
    const pace = createPace()
    pace.record(0, 'importing', 0)
    pace.record(4_000, 'importing', 400)
    expect(pace.perSecond()).toBe(100)
    expect(pace.timeLeft(1_000)).toBeUndefined()
  })

  it('gives one figure for a steady pace, and a range for an unsteady one', () => {
    const steady = createPace()
    for (let second = 0; second <= 10; second++) steady.record(second * 1_000, 'importing', second * 100)
    expect(steady.timeLeft(6_000)).toBe('~60 s left')
    const unsteady = createPace()
    for (let second = 0; second <= 10; second++)
      unsteady.record(second * 1_000, 'importing', second <= 5 ? second * 100 : 500 + (second - 5) * 10)
    expect(unsteady.timeLeft(1_000)).toBe('10 s to 2 min left')
  })

  it('says nothing while nothing moves', () => {
    const pace = createPace()
    for (let second = 0; second <= 10; second++) pace.record(second * 1_000, 'importing', 7)
    expect(pace.perSecond()).toBeUndefined()
    expect(pace.timeLeft(1)).toBeUndefined()
  })

  it('starts anew with each phase, and forgets what is more than a minute ago', () => {
    const pace = createPace()
    pace.record(0, 'walking', 0)
    pace.record(100_000, 'walking', 100)
    pace.record(110_000, 'walking', 200)
    expect(pace.perSecond()).toBe(10)
    pace.record(111_000, 'importing', 0)
    expect(pace.perSecond()).toBeUndefined()
  })
})
