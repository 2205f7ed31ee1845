import type { dice } from './search-titles.ts'

/** What one mistake at the keyboard makes of a title: a letter changed, left out, put in, or exchanged with the next. */
export const withOneTypo = (title: string, { below, pick }: ReturnType<typeof dice>): string => {
  const letters = [...title]
  const position = below(letters.length)
  const before = letters.slice(0, position)
  const after = letters.slice(position + 1)
  const letter = pick('abcdefghijklmnopqrstuvwxyz'.split(''))
  switch (below(4)) {
    case 0:
      return [...before, letter, ...after].join('')
    case 1:
      return [...before, ...after].join('')
    case 2:
      return [...before, letter, letters[position], ...after].join('')
    default:
      return [...before, after[0], letters[position], ...after.slice(1)].join('')
  }
}

/** The first 70 % of a title, as somebody types it. */
export const begun = (title: string): string => {
  const letters = [...title]
  return letters.slice(0, Math.ceil(letters.length * 0.7)).join('')
}

/** The words of a title in another order. */
export const shuffled = (title: string, { below }: ReturnType<typeof dice>): string => {
  const words = title.split(' ')
  for (let index = words.length - 1; index > 0; index--) {
    const other = below(index + 1)
    const [a = '', b = ''] = [words[index], words[other]]
    words[index] = b
    words[other] = a
  }
  return words.join(' ')
}

export const withoutDiacritics = (title: string): string =>
  title.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('Ł', 'L')

/** Tells how many titles begin with a text, other languages' titles too; as many letters say nothing of which one is meant. */
export const countBeginnings = (titles: readonly string[]): ((text: string) => number) => {
  const keys = titles.map(keyOf).toSorted()
  const firstFrom = (key: string): number => {
    let [low, high] = [0, keys.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
  return (text) => firstFrom(`${keyOf(text)}\u{10ffff}`) - firstFrom(keyOf(text))
}

const keyOf = (title: string): string =>
  withoutDiacritics(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
