const romans = 'ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx'.split(' ')
const numbers = '2 3 4 6 7 8 9 11 12 13 14 15 16 17 18 19 20'.split(' ')
const other = new Map(romans.flatMap((roman, index) => [[roman, numbers[index]] as const, [numbers[index], roman] as const]))

/**
 * The other way to write a sequel's number, so that Rocky 2 finds Rocky II: `ii` for `2`, `2` for `ii`. Undefined for all
 * other words, also for `i`, `v` and `x`, which are letters more often than numbers.
 */
export const otherNumeral = (word: string): string | undefined => other.get(word)
