/** A line of an NFO; none for what is not known. */
export function element(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`  <${name}>${escape(String(value))}</${name}>`]
}

/** Text as XML takes it. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
