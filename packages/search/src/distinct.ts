/** The values of a list without repetitions. Most lists of a document are empty or have one value, so they need no set. */
export const distinct = (values: readonly string[]): readonly string[] => (values.length < 2 ? values : [...new Set(values)])
