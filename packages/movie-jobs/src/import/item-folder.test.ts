import { expect, test } from 'vitest'
import { itemFolder } from './item-folder.ts'

test.each([
  ['', ''],
  ['Alien (1979)', 'Alien (1979)'],
  ['Alien (1979)/Behind The Scenes', 'Alien (1979)'],
  ['Alien (1979)/Extras/Trailers', 'Alien (1979)'],
  ['Alien (1979)/CD1', 'Alien (1979)'],
  ['Alien (1979)/Disc 2/BDMV/STREAM', 'Alien (1979)/Disc 2/BDMV/STREAM'],
  ['Alien (1979)/Disc 2', 'Alien (1979)'],
  ['A/Alien (1979)', 'A/Alien (1979)'],
  ['Trailers', ''],
])('the film folder of "%s" is "%s"', (folder, expected) => {
  expect(itemFolder(folder)).toBe(expected)
})
