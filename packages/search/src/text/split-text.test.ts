import { expect, test } from 'vitest'
import { splitText } from './split-text.ts'

const words = (text: string) => splitText(text).terms.flatMap(({ parts }) => parts)

test('words are small letters and digits, whatever stands between them', () => {
  expect(words('The Good, the Bad & the Ugly (1966)')).toEqual(['the', 'good', 'the', 'bad', 'and', 'the', 'ugly', '1966'])
  expect(words('  Se7en ')).toEqual(['se7en'])
  expect(words('«Броненосец» Потёмкин')).toEqual(['броненосец', 'потёмкин'])
  expect(words('—!?')).toEqual([])
})

test('what punctuation keeps together is one term, in parts and as a whole', () => {
  expect(splitText('Spider-Man').terms).toEqual([{ parts: ['spider', 'man'], joined: 'spiderman' }])
  expect(splitText('S.W.A.T.').terms).toEqual([{ parts: ['s', 'w', 'a', 't'], joined: 'swat' }])
  expect(splitText('L’Atalante').terms).toEqual([{ parts: ['l', 'atalante'], joined: 'latalante' }])
  expect(splitText('Alien: Romulus').terms).toEqual([{ parts: ['alien'] }, { parts: ['romulus'] }])
})

test('the key of a title is the same however it is spaced and punctuated', () => {
  const keys = ['Spider-Man', 'spider man', 'Spiderman', 'SPIDER·MAN'].map((title) => splitText(title).key)
  expect(new Set(keys)).toEqual(new Set(['spiderman']))
})

test('characters are the same in every Unicode form', () => {
  expect(splitText('Amélie'.normalize('NFD'))).toEqual(splitText('Amélie'.normalize('NFC')))
  expect(words('ＡＬＩＥＮ')).toEqual(['alien'])
  expect(words('İstanbul')).toEqual(['istanbul'])
})

test('scripts without spaces are split into pairs, in part of a word too', () => {
  expect(words('山の音')).toEqual(['山の', 'の音'])
  expect(words('ゴジラ2000')).toEqual(['ゴジ', 'ジラ', '2000'])
  expect(words('音')).toEqual(['音'])
})

test('no word and no key is longer than an index takes', () => {
  const { terms, key } = splitText('ы'.repeat(3_000))
  expect(terms[0]?.parts[0]).toHaveLength(60)
  expect(key).toHaveLength(200)
})
