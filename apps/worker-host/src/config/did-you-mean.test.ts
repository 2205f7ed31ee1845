import { expect, it } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

it('finds the known word that a slip of the finger meant', () => {
  const known = ['port', 'bind', 'maxWorkers']
  expect(didYouMean('prot', known)).toBe('Did you mean "port"?')
  expect(didYouMean('max_workers', known)).toBe('Did you mean "maxWorkers"?')
  expect(didYouMean('maxWorker', known)).toBe('Did you mean "maxWorkers"?')
})

it('says nothing when nothing is near', () => {
  expect(didYouMean('colour', ['port', 'bind'])).toBe('')
})
