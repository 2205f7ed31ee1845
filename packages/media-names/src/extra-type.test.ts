import { expect, it } from 'vitest'
import { extraTypeOfPath } from './extra-type.ts'
import { isSample } from './is-sample.ts'

it.each([
  ['Ran (1985)/Ran (1985)-trailer.mkv', 'trailer'],
  ['Ran (1985)/Ran (1985)-trailer2.mkv', 'trailer'],
  ['Ran (1985)/Ran (1985).trailer.mkv', 'trailer'],
  ['Ran (1985)/trailer.mkv', 'trailer'],
  ['Ran (1985)/Ran-behindthescenes.mkv', 'behindTheScenes'],
  ['Ran (1985)/Ran-deleted.mkv', 'deletedScene'],
  ['Ran (1985)/Ran-featurette.mkv', 'featurette'],
  ['Ran (1985)/extras/deep/armour.mkv', 'other'],
] as const)('%s is an extra', (path, type) => {
  expect(extraTypeOfPath(path)).toBe(type)
})

it.each(['Trailer Park (2001).mkv', 'The Interview (2014).mkv', 'Shorts/Luxo (1986).mkv', 'Scene of the Crime.mkv'])(
  '%s is a film',
  (path) => {
    expect(extraTypeOfPath(path)).toBeUndefined()
  },
)

it.each(['Ran/sample.mkv', 'Ran/Sample/a.mkv', 'Ran/ran-sample.mkv', 'Ran/ran.sample.mkv', 'Ran/sample-ran.mkv'])(
  '%s is a sample',
  (path) => {
    expect(isSample(path)).toBe(true)
  },
)

it.each(['The Sample (2019).mkv', 'Sampler.mkv', 'Samples of Life/a.mkv'])('%s is none', (path) => {
  expect(isSample(path)).toBe(false)
})
