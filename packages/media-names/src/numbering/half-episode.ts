// What follows must not be a word: S01E10.5.Days counts days. A tag may, whose letters are masked.
const HALF = /[.]5(?=$|[\s_)\]】]|[.]\d*¤|v\d(?![\p{L}\d]))/iuy

/** Where a half episode's mark ends that begins at `at`: a recap between two episodes is `10.5`. Undefined where there is none. */
export function endOfHalf(text: string, at: number): number | undefined {
  HALF.lastIndex = at
  return HALF.test(text) ? at + 2 : undefined
}
