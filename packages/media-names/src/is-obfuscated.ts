/** Whether a name is a hash or a random key and says nothing: releases are posted under such names. */
export function isObfuscated(text: string): boolean {
  const name = text.trim()
  const words = name.split(/[\s._-]+/).filter((word) => word !== '')
  if (/yEnc|^password/i.test(name) && /[\da-f]{8}-[\da-f]{4}/i.test(name)) return true
  if (words.length > 2 && words.every((word) => /^[a-z\d]{6,}$/i.test(word) && (word.match(/\d/g)?.length ?? 0) > 1 && /[a-f]/i.test(word)))
    return true
  if (words.length === 1 || words.length > 3) {
    const [only = ''] = words
    return words.length === 1 && (isKey(only) || /^[a-z]{8,}\d{3,}[a-z]+$/.test(only))
  }
  return words.some((word) => isKey(word)) && words.every((word) => isKey(word) || /^[a-z\d]{1,12}$/i.test(word))
}

/** Long and mixed without order: hex, or letters and digits changing places many times. */
function isKey(word: string): boolean {
  if (/^[\da-f]{14,}$/i.test(word) && /\d/.test(word) && /[a-f]/i.test(word)) return true
  if (word.length < 12 || !/^[\da-z]+$/i.test(word)) return false
  const turns = word.match(/[a-z](?=\d)|\d(?=[a-z])|[a-z](?=[A-Z])/g)?.length ?? 0
  return turns >= 4 && !/s\d{1,3}e\d{1,3}(?![a-z\d])/i.test(word) && /\d/.test(word)
}
