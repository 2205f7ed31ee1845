/** `Did you mean "x"?` for the known name that is nearest to a wrong one; empty when none is near. */
export const didYouMean = (wrong: string, known: readonly string[]): string => {
  const fold = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '')
  const near = known
    .map((name) => ({ name, distance: editDistance(fold(wrong), fold(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
  return near[0] === undefined ? '' : `Did you mean "${near[0].name}"?`
}

/** How many letters must be put in, taken out, exchanged or swapped with their neighbour to make one word the other. */
const editDistance = (from: string, to: string): number => {
  let twoBack: number[] = []
  let before = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row[j] = Math.min(
        at(row, j - 1) + 1,
        at(before, j) + 1,
        at(before, j - 1) + (same ? 0 : 1),
        swapped ? at(twoBack, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    twoBack = before
    before = row
  }
  return at(before, to.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
