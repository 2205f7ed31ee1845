import { expect, test } from 'vitest'
import { withoutArticle } from './leading-article.ts'

test.each([
  ['The General', 'General'],
  ['Das Boot', 'Boot'],
  ['L’Avventura', 'Avventura'],
  ['Theater of Blood', 'Theater of Blood'],
  ['The', 'The'],
  ['A', 'A'],
])('%s sorts as %s', (title, sorted) => {
  expect(withoutArticle(title)).toBe(sorted)
})
