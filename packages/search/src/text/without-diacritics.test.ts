import { expect, test } from 'vitest'
import { withoutDiacritics } from './without-diacritics.ts'

test('accents go, letters of other scripts and their own marks stay', () => {
  expect(['amélie', 'körkarlen', 'søren łukasz', 'straße', 'потёмкин', 'ゴジラ', '한국'].map(withoutDiacritics)).toEqual([
    'amelie',
    'korkarlen',
    'soren lukasz',
    'strasse',
    'потемкин',
    'ゴジラ',
    '한국',
  ])
})
