import { expect, it } from 'vitest'
import { normalizeTitle } from './normalize-title.ts'

it.each([
  ['Amélie', 'amelie'],
  ['Das weiße Band', 'weisse band'],
  ['Ødipus æ Łódź', 'odipus ae lodz'],
  ['İstanbul Kırmızısı', 'istanbul kirmizisi'],
  ['The Matrix', 'matrix'],
  ['Matrix, The', 'matrix'],
  ['The', 'the'],
  ['Fast & Furious', 'fast and furious'],
  ["Don't Look Up", 'dont look up'],
  ['L’Avventura', 'lavventura'],
  ['S.W.A.T.', 's w a t'],
  ['Rocky II', 'rocky ii'],
  ['Spider-Man: No Way Home', 'spider man no way home'],
  ['Кин-дза-дза!', 'кин дза дза'],
  ['七人の侍', '七人の侍'],
  ['  Ran  ', 'ran'],
  ['???', '???'],
])('compares %s as %s', (title, key) => {
  expect(normalizeTitle(title)).toBe(key)
})
