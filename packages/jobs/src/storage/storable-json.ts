/** What a jsonb column refuses in a text: NUL, and half of a surrogate pair. */
const refused = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** A text as Postgres takes it: characters that it refuses become U+FFFD. */
export const storableText = (text: string): string => text.replaceAll(refused, '\uFFFD')

/** A value as JSON that Postgres takes; big integers become texts. Throws a TypeError for a value that refers to itself. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return String(inner)
    return typeof inner === 'string' ? storableText(inner) : inner
  }) ?? 'null'
