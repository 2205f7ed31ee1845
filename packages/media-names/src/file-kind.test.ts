import { expect, it } from 'vitest'
import { classifyFile, isUnfinished } from './file-kind.ts'

it.each([
  ['film.mkv', 'video'],
  ['FILM.MP4', 'video'],
  ['folder.mkv/film.nfo', 'nfo'],
  ['poster.jpg', 'image'],
  ['film.en.srt', 'subtitle'],
  ['theme.mp3', 'audio'],
  ['Vol. 2', 'other'],
  ['film', 'other'],
  ['.mkv', 'other'],
  ['archive.rar', 'other'],
] as const)('%s is %s', (name, kind) => {
  expect(classifyFile(name)).toBe(kind)
})

it.each(['a.mkv.part', 'a.!qB', 'a.mkv.crdownload', 'a.tmp', 'a.mkv.partial~'])('%s is not finished', (name) => {
  expect(isUnfinished(name)).toBe(true)
})

it.each(['a.mkv', 'part.mkv', 'The.Temp.mkv', 'Part 1'])('%s is finished', (name) => {
  expect(isUnfinished(name)).toBe(false)
})
