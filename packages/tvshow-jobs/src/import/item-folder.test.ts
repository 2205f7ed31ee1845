import { expect, test } from 'vitest'
import { itemFolder } from './item-folder.ts'

test.each([
  ['Show', 'Show'],
  ['Show/Season 1', 'Show'],
  ['Show/Season 01/Featurettes', 'Show'],
  ['Show/S02', 'Show'],
  ['Show/Staffel 2', 'Show'],
  ['Show/Specials', 'Show'],
  ['Show/2024', 'Show'],
  ['2024', '2024'],
  ['Show/Season 1/Show.S01E01.720p-GRP', 'Show'],
  ['Show/Trailers', 'Show'],
  ['Shelf/Show/Season 3/Extras', 'Shelf/Show'],
  ['Season 1', ''],
  ['Extras/Season 1', 'Extras'],
  ['Show S01 1080p-GRP', 'Show S01 1080p-GRP'],
  ['Show/Show.S01.1080p.WEB-GRP', 'Show/Show.S01.1080p.WEB-GRP'],
  ['1923/Season 1', '1923'],
  ['', ''],
])('%s belongs to %s', (folder, expected) => {
  expect(itemFolder(folder)).toBe(expected)
})
