import type { Source } from './parsed-name.ts'
import type { Tag } from './read-tags.ts'
import type { Meaning } from './words/meaning.ts'

/** What the tags of a name say together. */
export interface Facts {
  edition?: string
  resolution?: string
  source?: Source
  remux?: true
  videoCodec?: string
  bitDepth?: number
  dynamicRange?: string
  audioCodec?: string
  audioChannels?: string
  languages: string[]
  network?: string
  version?: number
  proper?: true
  repack?: true
  is3D?: true
  format3D?: string
  complete?: true
  sample?: true
  crc32?: string
}

/** A tag that counted: the field it spoke for and where it stood. */
export interface UsedTag {
  readonly field: string
  readonly start: number
  readonly end: number
}

const SOURCES = new Set<string>([
  'bluray',
  'webdl',
  'webrip',
  'tv',
  'dvd',
  'hddvd',
  'vhs',
  'screener',
  'telecine',
  'telesync',
  'cam',
  'workprint',
  'digital master',
])

/** Gathers what the tags say. Tags that might be words count only from where the tags begin. */
export function readFacts(text: string, tags: readonly Tag[], tagsFrom: number): { facts: Facts; used: UsedTag[] } {
  const facts: Facts = { languages: [] }
  const used: UsedTag[] = []
  const counted = tags.filter((tag) => tag.trust === 'sure' || tag.start >= tagsFrom)
  const editions: string[] = []
  for (const tag of counted.toSorted((one, other) => worth(other, text) - worth(one, text) || one.start - other.start)) {
    if (tag.trust === 'faint' && !faintCounts(tag, text, counted)) continue
    const said = [tag, tag.also].filter((meaning) => meaning !== undefined).map((meaning) => gather(facts, editions, meaning))
    if (said.some(Boolean)) used.push({ field: tag.field, start: tag.start, end: tag.end })
  }
  if (facts.remux && facts.source === undefined) facts.source = 'bluray'
  if (facts.source === undefined && isStreamed(counted, facts)) facts.source = 'webdl'
  const inOrder = counted.filter((tag) => tag.field === 'edition' && editions.includes(tag.value)).map((tag) => tag.value)
  if (editions.length > 0) facts.edition = [...new Set(inOrder)].join(' ')
  const order = (code: string) => tags.findIndex((tag) => tag.field === 'language' && tag.value === code && tag.start >= tagsFrom)
  facts.languages = facts.languages.toSorted((one, other) => order(one) - order(other))
  return { facts, used: used.toSorted((one, other) => one.start - other.start) }
}

/** A store's name among the tags and no other source: it was streamed from there. */
function isStreamed(counted: readonly Tag[], { resolution }: Facts): boolean {
  const stores = new Set(['nf', 'amzn', 'dsnp', 'hmax', 'atvp', 'aptv', 'hulu', 'pcok', 'pmtp', 'max', 'it', 'cr'])
  return (
    resolution !== undefined &&
    counted.some((tag, index) => tag.field === 'network' && stores.has(tag.value) && counted[index + 1]?.from === tag.to + 1)
  )
}

/** A size in digits says more than 4K does, and a sure word more than one that may be something else. */
function worth(tag: Tag, text: string): number {
  const digits = tag.field === 'resolution' && /\d{3,4}/.test(text.slice(tag.start, tag.end)) && tag.trust === 'sure'
  return (digits ? 4 : 0) + (tag.trust === 'sure' ? 2 : tag.trust === 'likely' ? 1 : 0)
}

function faintCounts(tag: Tag, text: string, counted: readonly Tag[]): boolean {
  const word = text.slice(tag.start, tag.end)
  if (tag.field === 'network') return counted.some((other) => other.field === 'source' && other.from > tag.to && other.from - tag.to <= 2)
  if (tag.field === 'crc32') return /[[(]\s*$/.test(text.slice(0, tag.start))
  const capital = tag.field === 'edition' && word.length > 3 ? /^[A-Z]/ : /^[A-Z][A-Z\d. ]*$/
  if (tag.field === 'edition' || tag.field === 'source' || tag.field === 'dynamicRange') return capital.test(word) || /^[a-z]/.test(text)
  return true
}

function gather(facts: Facts, editions: string[], { field, value }: Meaning): boolean {
  switch (field) {
    case 'edition':
      if (editions.includes(value)) return false
      editions.push(value)
      return true
    case 'language':
      if (facts.languages.includes(value)) return false
      facts.languages.push(value)
      return true
    case 'remux':
    case 'proper':
    case 'complete':
    case 'sample':
      facts[field] = true
      return true
    case 'repack':
      facts.repack = true
      if (value !== 'true') facts.version = Number(value) + 1
      return true
    case 'bitDepth':
    case 'version':
      if (facts[field] !== undefined) return false
      facts[field] = Number(value)
      return true
    case 'source':
      if (facts.source !== undefined || !isSource(value)) return false
      facts.source = value
      return true
    case 'format3D':
      facts.is3D = true
      if (value !== '3d') facts.format3D ??= value
      return true
    case 'dynamicRange':
      facts.dynamicRange = facts.dynamicRange === undefined || facts.dynamicRange === value ? value : `${facts.dynamicRange} ${value}`
      return true
    case 'audioCodec':
      if (facts.audioCodec !== undefined && !(value === 'Atmos' && !facts.audioCodec.includes('Atmos'))) return false
      facts.audioCodec = facts.audioCodec === undefined ? value : `${facts.audioCodec} ${value}`
      return true
    case 'resolution':
    case 'videoCodec':
    case 'audioChannels':
    case 'network':
    case 'crc32':
      if (facts[field] !== undefined) return false
      facts[field] = value
      return true
    case 'release':
      return false
  }
}

function isSource(value: string): value is Source {
  return SOURCES.has(value)
}
