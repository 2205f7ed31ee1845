// Apple's list of languages, in its order (QuickTime File Format, "Language Code Values"), as ISO 639-2; gaps are languages without a film.
const LANGUAGES =
  'eng fre ger ita dut swe spa dan por nor heb jpn ara fin gre ice mlt tur hrv chi urd hin tha kor lit pol hun est lav - fao per rus chi dut gle alb rum cze slo slv yid srp mac bul ukr bel'.split(
    ' ',
  )

/** The language of a number in a QuickTime file; undefined for those that are no language of films, and "unspecified". */
export function macintoshLanguage(code: number): string | undefined {
  const language = LANGUAGES[code]
  return language === '-' ? undefined : language
}
