/** A text of at most `most` UTF-16 units, its end replaced by an ellipsis where it was longer; never half of a character. */
export const cutText = (text: string, most: number): string => {
  if (text.length <= most) return text
  return `${text.slice(0, Math.max(0, most - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A text of at most `most` bytes of UTF-8, cut like {@link cutText}. */
export const cutBytes = (text: string, most: number): string => {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return text
  // A character that was cut in two decodes to U+FFFD, three bytes of its own.
  const kept = bytes.subarray(0, Math.max(0, most - 3)).toString('utf8')
  return `${kept.replace(/\uFFFD$/, '')}…`
}

/** A text in one line, without control characters: fit for a subject or a header. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
