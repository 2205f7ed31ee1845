/** A film that the search benchmark made up. */
export interface MadeUpFilm {
  title: string
  /** The same in another language, for some. */
  otherTitle?: string
  year: number
  people: string[]
}

const adjectives =
  'Silent Golden Broken Hidden Last Little Distant Crimson Frozen Burning Savage Gentle Restless Hollow Secret Wild Bitter Electric Velvet Forgotten Endless Midnight Scarlet Stolen Perfect Strange Quiet Brave Crooked Lonely Shining Dead Ancient Paper Iron Blue Black White Young Old Great Lost Blind Sacred Reckless Second Final Unknown Invisible Innocent Beautiful Dangerous American Northern Southern Eastern Royal Fatal Perpetual Common'.split(
    ' ',
  )
const nouns =
  'Harbor Garden River Mountain Winter Summer Night Morning Shadow Mirror Letter Promise Stranger Sister Brother Daughter Father Mother Soldier Captain Queen King Thief Hunter Painter Dancer Doctor Lawyer Teacher Prisoner Witness Traveler Fisherman Village City Island Bridge Station Train Highway Road House Window Door Room Tower Castle Prison School Hospital Hotel Cinema Theater Circus Market Kitchen Table Glass Knife Bullet Gun Sword Crown Ring Stone Diamond Silver Fire Water Wind Storm Rain Snow Thunder Lightning Ocean Desert Forest Tree Leaf Flower Rose Wolf Fox Lion Tiger Bear Horse Dog Cat Bird Eagle Raven Owl Spider Snake Dragon Ghost Angel Devil Monster Machine Robot Engine Rocket Planet Star Moon Sun Sky Heaven Hell Dream Memory Secret Lie Truth Love Heart Blood Bone Hand Eye Voice Song Dance Music Silence Word Book Story Legend Myth Game War Peace Battle Revolution Murder Crime Trial Verdict Escape Return Journey Arrival Departure Wedding Funeral Birthday Christmas Holiday Affair Conspiracy Experiment Inheritance Testament Confession'.split(
    ' ',
  )
const given =
  'Anna Bruno Clara David Elena Felix Greta Hugo Irene Jonas Karin Leo Maria Nils Olga Pablo Rosa Simon Tessa Viktor Wanda Xavier Yara Zoe Amélie Björn Chloé Désirée Émile François Günther Håkon Inès Jürgen Łukasz Márta Noël Øystein Renée Søren Zoë'.split(
    ' ',
  )
const beginnings =
  'Ab Bal Cor Dan El Far Gar Hal Ir Jan Kes Lor Mar Nor Ost Pel Quin Ros Sal Tor Ul Var Wes Yar Zan Bren Dro Fen Kra Lin Mor Stan Thal Vel'.split(
    ' ',
  )
const middles = 'a e i o u an en in on ar er or al el il ad ed am em os'.split(' ')
const endings =
  'berg dale field ford ham land ley mont more ner son stad ston ton ville wick worth ski vitch rov dez nova lier tti ssen mund gard'.split(
    ' ',
  )
const foreign: readonly (readonly [string, string])[] = [
  ['La maison de', 'The House of'],
  ['Der Schatten über', 'The Shadow over'],
  ['El corazón de', 'The Heart of'],
  ['Le château de', 'The Castle of'],
  ['Die Brücke nach', 'The Bridge to'],
  ['Los niños de', 'The Children of'],
  ['Il giardino di', 'The Garden of'],
  ['Vägen till', 'The Road to'],
]

/** Makes films up: the same for the same number, no two with the same title. */
export const madeUpFilms = (count: number): MadeUpFilm[] => {
  const { pick, below } = dice(20_260)
  const name = () => `${pick(beginnings)}${below(3) === 0 ? pick(middles) : ''}${pick(middles)}${pick(endings)}`
  const people = Array.from({ length: count / 5 }, () => `${pick(given)} ${name()}`)
  // Most titles of a real library have a word that few others have; the patterns with a name come three times.
  const named: (() => string | [string, string])[] = [
    () => `The ${pick(nouns)} of ${name()}`,
    () => `${pick(given)} ${name()}`,
    () => name(),
    () => `${name()} ${pick(['II', 'III', '2', '3', 'Returns', 'Forever', 'Rising'])}`,
    () => `${name()}'s ${pick(adjectives)} ${pick(nouns)}`,
    () => `${name()} and the ${pick(nouns)}`,
    () => {
      const [theirs, ours] = pick(foreign)
      const place = name()
      return [`${theirs} ${place}`, `${ours} ${place}`]
    },
  ]
  const common: (() => string)[] = [
    () => `The ${pick(adjectives)} ${pick(nouns)}`,
    () => `${pick(adjectives)} ${pick(nouns)}`,
    () => `${pick(given)}'s ${pick(adjectives)} ${pick(nouns)}`,
    () => `${pick(nouns)} and ${pick(nouns)}`,
    () => `The ${pick(nouns)} in the ${pick(nouns)}`,
    () => `${pick(nouns)}s of the ${pick(adjectives)} ${pick(nouns)}`,
    () => `${pick(adjectives)} ${pick(nouns)}: The ${pick(nouns)} of ${name()}`,
    () => `A ${pick(nouns)} for ${pick(given)}`,
    () => `${pick(nouns)}-${pick(nouns)}`,
    () => `${below(90) + 10} ${pick(nouns)}s`,
    () => `How to ${pick(['Find', 'Lose', 'Steal', 'Bury', 'Marry', 'Forget'])} ${pick(['a', 'the', 'my', 'your'])} ${pick(nouns)}`,
  ]
  const patterns = [...named, ...named, ...named, ...common]
  const films = new Map<string, MadeUpFilm>()
  while (films.size < count) {
    const made = pick(patterns)()
    const [title, otherTitle] = typeof made === 'string' ? [made] : made
    const key = title.toLowerCase()
    if (films.has(key)) continue
    const cast = Array.from({ length: 6 }, () => pick(people))
    films.set(key, { title, ...(otherTitle === undefined ? {} : { otherTitle }), year: 1920 + below(106), people: cast })
  }
  return [...films.values()]
}

/** Numbers that are the same in every run. */
export const dice = (seed: number) => {
  let state = seed
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
  const pick = <Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value => {
    const value = values[below(values.length)]
    if (value === undefined) throw new RangeError('There is nothing to pick from')
    return value
  }
  return { below, pick }
}
