const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
}
const PLAIN = /^[ -~]*$/
const ARTICLES = new Set(
  "the a an le la les l' un une des der die das ein eine el los las lo il gli i uno una o os as um uma de het een en ett den det".split(
    ' ',
  ),
)

function withoutMarks(title: string): string {
  // Most titles need none of it.
  if (PLAIN.test(title)) return title.toLowerCase()
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþıħŋŧĸ]/g, (letter) => FOLDED[letter] ?? letter)
}

/**
 * The key that titles compare by: folded to plain small letters, `&` as `and`, without punctuation and without the article in front
 * (also one put behind a comma: `Matrix, The`). Other articles stay, since inside a title they tell titles apart. Roman numerals stay
 * as they are. A title that is nothing but an article keeps it; a title of symbols alone keeps its symbols, so the key of a title
 * that is not empty is not empty.
 */
export function normalizeTitle(title: string): string {
  const plain = withoutMarks(title)
    .replace(/&/g, ' and ')
    .replace(/(\p{L})['’ʼ`´](?=\p{L})/gu, '$1')
    .replace(/^(.*\S), *(the|an?|le|la|les|der|die|das|el|los|las|il)$/u, '$2 $1')
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (words.length === 0) return title.trim().toLowerCase()
  if (words.length > 1 && ARTICLES.has(words[0] ?? '')) words.shift()
  return words.join(' ')
}
