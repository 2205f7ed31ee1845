/** Makes the title out of the stretch of the name it stands in: dots and underscores to spaces, trailing joints off, `Matrix, The` turned. */
export function titleText(stretch: string): string {
  let text = stretch.replace(/_/g, ' ')
  if (!/[\s.]/.test(text.trim()) && text.includes('+')) text = text.replaceAll('+', ' ')
  const dots = text.match(/\.(?=\S)/g)?.length ?? 0
  const spaces = text.trim().match(/\s+/g)?.length ?? 0
  if (dots > spaces) text = spaceOut(text)
  text = text
    .replace(/\(\s*\)|\[\s*\]|\{\s*\}/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–~+,.:;|/\\"*=·★→]+(?=\S)/, '')
    .replace(/[\s\-–~+,:;|/\\"*=·([{<#]+$/, '')
    .trim()
  // A dot at the end belongs to an abbreviation only: S.W.A.T., Bros., but not The Title.
  if (text.endsWith('.') && !/(?:(?<![\p{L}\d])(?:\p{L}\.){2,}|\b(?:Bros|Jr|Sr|Mr|Dr|St|Vol|Inc)\.)$/u.test(text))
    text = text.replace(/[\s.]+$/, '')
  return text.replace(/^(.*\S),\s+(The|An?|Le|La|Les|Der|Die|Das|El|Los|Las)$/i, '$2 $1')
}

/** Dots between words become spaces; those of initials stay: `S.W.A.T.2017` and `Agents.of.S.H.I.E.L.D`. */
function spaceOut(text: string): string {
  // Beside spaces a dot between digits is a decimal point: Title 9.11
  const spaced = /\S\s+\S/.test(text)
  return text
    .split(/(?<![^.\s(])((?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\d]))?\.?)/u)
    .map((piece, index) => (index % 2 === 1 ? `${piece} ` : piece.replace(spaced ? /(?<!\d)\.(?!\s)|\.(?![\s\d])/g : /\.(?!\s)/g, ' ')))
    .join('')
}
