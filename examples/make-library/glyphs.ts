/** In dots. */
export const GLYPH_WIDTH = 3
/** In dots. */
export const GLYPH_HEIGHT = 5

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
// Of each character in turn five rows of three dots, each row an octal digit.
const SHAPES =
  '257556565634443655567464774644345535575572227111525565544447577556555525552656442557365655' +
  '342167222255557555525577555255552227124775557262276124761216557117461634757712227575775716'

/** The shape of a capital letter or digit: whether the dot in that column and row is set. Other characters are blank. */
export function glyph(character: string): (column: number, row: number) => boolean {
  const place = CHARACTERS.indexOf(character)
  const rows = place === -1 ? '' : SHAPES.slice(place * GLYPH_HEIGHT)
  return (column, row) => ((Number(rows[row] ?? 0) >> (GLYPH_WIDTH - 1 - column)) & 1) === 1
}
