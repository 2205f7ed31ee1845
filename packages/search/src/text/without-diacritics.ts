const plainAscii = /^[ -~]*$/
const marks = /[\u0300-\u036f]/g
const undividable = /[ßæœøłđðþıħ]/g
const written: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }

/** Small letters without their accents, for an index that does not take them off itself: `amelie` for `amélie`. */
export const withoutDiacritics = (text: string): string =>
  plainAscii.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(marks, '')
        .normalize('NFC')
        .replace(undividable, (letter) => written[letter] ?? letter)
