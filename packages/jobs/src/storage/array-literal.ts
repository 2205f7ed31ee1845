/** A list as Postgres writes it: half the work of a driver's own for long ones, and fit for a message (see `createMessage`). */
export const arrayLiteral = (items: readonly (string | number)[]): string => `{${items.map(element).join(',')}}`

/** Quoted where it may mean something else; ids, keys and most words go as they are. */
const element = (item: string | number): string | number =>
  typeof item === 'number' || (/^[\w-]+$/.test(item) && item.toLowerCase() !== 'null') ? item : `"${item.replaceAll(/[\\"]/g, '\\$&')}"`
