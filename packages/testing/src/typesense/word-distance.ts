/**
 * Typos between a typed word and a word of a document, or with `prefix` the beginning of it that is nearest: letters changed,
 * left out, put in or exchanged. Above `most` it is Infinity.
 */
export const wordDistance = (typed: string, word: string, { prefix, most }: { prefix: boolean; most: number }): number => {
  if (typed === word || (prefix && word.startsWith(typed))) return 0
  if (most === 0 || (!prefix && Math.abs(typed.length - word.length) > most) || typed.length - word.length > most) return Infinity
  const rows: number[][] = [Array.from({ length: word.length + 1 }, (_, column) => column)]
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= typed.length; row++) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1]
      let cost = Math.min(cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + (same ? 0 : 1))
      const exchanged = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1]
      if (row > 1 && column > 1 && exchanged) cost = Math.min(cost, cell(row - 2, column - 2) + 1)
      current.push(cost)
    }
  }
  const last = rows.at(-1) ?? []
  const distance = prefix ? Math.min(...last) : (last.at(-1) ?? Infinity)
  return distance <= most ? distance : Infinity
}
