const first = [
  'Silent',
  'Crimson',
  'Hidden',
  'Last',
  'Golden',
  'Broken',
  'Distant',
  'Winter',
  'Iron',
  'Paper',
  'Electric',
  'Northern',
  'Velvet',
]
const second = ['Harbor', 'Orchard', 'Signal', 'Garden', 'Station', 'Bridge', 'Letter', 'Voyage', 'Mirror', 'Kingdom', 'Lantern']
const third = ['', ' of Ash', ' at Dawn', ' in Blue', ' and the Sea', ' Rising', ' Unbound']

/** A title nobody has heard of; each number has its own. */
export const madeUpTitle = (number: number): string => {
  const [a, b, c] = [first[number % 13], second[number % 11], third[number % 7]]
  const round = Math.floor(number / (13 * 11 * 7))
  return `The ${a} ${b}${c}${round === 0 ? '' : ` ${round + 1}`}`
}

/** A year between 1950 and 2024 for a number. */
export const madeUpYear = (number: number): number => 1950 + ((number * 31) % 75)

/** Some sentences, as long as overviews are. */
export const madeUpOverview = (title: string): string =>
  `${title} follows somebody who wanted to be left alone and was not. What begins with a wrong address ends, many winters later, ` +
  'with a door that nobody remembers having closed. Between the two lie a journey by train, a debt, and a long silence.'
