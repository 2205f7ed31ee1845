import { expect, test } from 'vitest'
import { testDocument } from './contract/test-documents.ts'
import { documentDigest } from './document-digest.ts'

test('a digest changes with what the index keeps, and with nothing else', () => {
  const film = testDocument({ id: 'one', title: 'Nosferatu', year: 1922, genres: ['Horror', 'Drama'] })
  const digest = documentDigest(film)
  expect(documentDigest({ ...film, genres: ['Drama', 'Horror'], overview: 'A count comes to town' })).toBe(digest)
  for (const change of [{ title: 'Nosferato' }, { year: 1923 }, { hasFile: false }, { people: ['Max Schreck'] }, { parentId: 'two' }])
    expect(documentDigest({ ...film, ...change })).not.toBe(digest)
})
