import type { NfoElement } from './parse-element.ts'

/** The children of that name, in the order of the file. */
export function childrenOf(element: NfoElement, ...names: string[]): NfoElement[] {
  return element.children.filter((child) => names.includes(child.name))
}

/** The text of the first child of one of these names that has any; earlier names come first. */
export function textOf(element: NfoElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const text = childrenOf(element, name).find((child) => child.text !== '')?.text
    if (text !== undefined) return text
  }
  return undefined
}

/** Every text of the children of these names, without repetition. Kodi's ` / ` between several in one element separates them,
 * and a comma that some tool left at the end is dropped. */
export function textsOf(element: NfoElement, ...names: string[]): string[] {
  const texts = childrenOf(element, ...names).flatMap((child) => child.text.split(' / '))
  return [...new Set(texts.map(withoutComma).filter((text) => text !== ''))]
}

function withoutComma(text: string): string {
  let end = text.length
  while (end > 0 && /[\s,;]/.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end).trimStart()
}

/** The number that the first such child begins with, when it lies between `min` and `max`. */
export function numberOf(element: NfoElement, name: string, { min, max }: { min: number; max: number }): number | undefined {
  const found = /^[+-]?\d+(?:[.,]\d+)?/.exec(textOf(element, name) ?? '')
  if (!found) return undefined
  const value = Number(found[0].replace(',', '.'))
  return value >= min && value <= max ? value : undefined
}

/** A whole number, as {@link numberOf}. */
export function integerOf(element: NfoElement, name: string, range: { min: number; max: number }): number | undefined {
  const value = numberOf(element, name, range)
  return value === undefined ? undefined : Math.trunc(value)
}

/** A day of the calendar as `YYYY-MM-DD`, from the first of these children that holds one; a time after it is left out. */
export function dateOf(element: NfoElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(textOf(element, name) ?? '')
    if (found && isDay(found[0])) return found[0]
  }
  return undefined
}

/** An address that may be fetched, later and by someone who checks its host: http or https, at most 2,048 characters. */
export function webAddress(text: string): string | undefined {
  if (text.length > 2048 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  return text
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  // A year 0001 is how some tools write "unknown".
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && date.getUTCFullYear() >= 1850
}
