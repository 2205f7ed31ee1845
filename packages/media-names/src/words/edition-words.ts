import type { Row } from './meaning.ts'

/** What tells one cut or edition of a film from another. */
export const editionWords: readonly Row[] = [
  [
    'edition',
    'Directors Cut',
    'likely',
    "directors cut|director's cut|director’s cut|director cut|directors edition|director's edition|directors|director's|directorscut",
  ],
  ['edition', 'Directors Cut', 'faint', 'dc|dir cut'],
  [
    'edition',
    'Extended',
    'likely',
    'extended|extended cut|extended edition|extended version|the extended cut|the extended edition|extendedcut',
  ],
  ['edition', 'Extended', 'faint', 'ee|langfassung|version longue'],
  ['edition', 'Rogue Cut', 'likely', 'rogue cut|the rogue cut'],
  ['edition', 'Assembly Cut', 'likely', 'assembly cut|the assembly cut'],
  ['edition', 'Theatrical', 'likely', 'theatrical|theatrical cut|theatrical edition|theatrical version|theatrical release|kinofassung'],
  ['edition', 'Unrated', 'likely', 'unrated|unrated cut|unrated edition|unrated version|untouched unrated'],
  ['edition', 'Uncut', 'likely', 'uncut|uncut version|uncut edition|the uncut version|the uncut edition'],
  ['edition', 'Uncensored', 'likely', 'uncensored|non censure|non censored|unzensiert'],
  [
    'edition',
    'Remastered',
    'likely',
    'remastered|digitally remastered|remaster|restored|4k remastered|4k restored|restored version|rekonstrukcja|4kremastered|regraded|regrade|remastered edition|4k restoration|2k remastered',
  ],
  ['edition', 'IMAX', 'likely', 'imax|imax edition|imax enhanced|imax version'],
  ['edition', 'Final Cut', 'likely', 'final cut|the final cut'],
  ['edition', 'Ultimate', 'likely', 'ultimate edition|ultimate cut|the ultimate edition|the ultimate cut'],
  [
    'edition',
    'Ultimate Collectors Edition',
    'likely',
    "ultimate collectors edition|ultimate collector's edition|ultimate collector edition",
  ],
  ['edition', 'Ultimate Fan', 'likely', 'ultimate fan collection|ultimate fan edition'],
  ['edition', 'Special Edition', 'likely', 'special edition|special cut|special extended edition|specialedition'],
  ['edition', 'Special Edition', 'faint', 'se'],
  [
    'edition',
    'Collectors Edition',
    'likely',
    "collectors edition|collector's edition|collector edition|collectors|collector's|collectors cut",
  ],
  ['edition', 'Criterion', 'likely', 'criterion collection|criterion edition|the criterion collection|criterion'],
  ['edition', 'Criterion', 'faint', 'cc'],
  ['edition', 'Fan Edit', 'likely', 'fan edit|fanedit|fan edition|fan cut'],
  ['edition', 'Despecialized', 'likely', 'despecialized|despecialised|despecialized edition'],
  ['edition', 'Limited', 'faint', 'limited'],
  ['edition', 'Limited Edition', 'likely', 'limited edition'],
  ['edition', 'Open Matte', 'likely', 'open matte|openmatte'],
  ['edition', 'Redux', 'faint', 'redux'],
  [
    'edition',
    'Alternative Cut',
    'likely',
    'alternate cut|alternative cut|alternate ending|alternative version|alternative|alternate edition',
  ],
  ['edition', 'Deluxe Edition', 'likely', 'deluxe edition|deluxe'],
  ['edition', 'Festival Cut', 'likely', 'festival cut|festival edition|festival'],
  ['edition', 'International Cut', 'likely', 'international cut|international version|international edition'],
  ['edition', '2in1', 'likely', '2in1'],
  ['edition', '3in1', 'likely', '3in1'],
  ['edition', 'Diamond Edition', 'likely', 'diamond edition'],
  ['edition', 'Signature Edition', 'likely', 'signature edition'],
  ['edition', 'Imperial Edition', 'likely', 'imperial edition|the imperial edition'],
  [
    'edition',
    'Anniversary Edition',
    'likely',
    ['', ...anniversaries()].map((year) => `${year}anniversary edition|${year}anniversary`).join('|'),
  ],
  ['edition', 'Hybrid', 'faint', 'hybrid'],
  ['edition', 'Producers Cut', 'likely', "producers cut|producer's cut|work print"],
  ['edition', 'TV Cut', 'faint', 'tv cut|tv version|super duper cut'],
  ['edition', 'Black and White', 'faint', 'bw|black and white|black and white edition|noir edition|black and chrome'],
  ['edition', 'Original Aspect Ratio', 'faint', 'oar'],
  ['edition', 'Colorized', 'likely', 'colorized|colourized|colorised'],
  ['edition', 'Unedited', 'faint', 'unedited'],
]

/** `10th `, `25th `… as they stand before Anniversary. */
function anniversaries(): string[] {
  return Array.from({ length: 20 }, (_, index) => `${(index + 1) * 5}th `)
}
