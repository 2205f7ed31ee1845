import { XMLParser } from 'fast-xml-parser'
import { cleanText, decodeEntities } from './decode-entities.ts'
import { NfoError } from './nfo-error.ts'

/** An element of an NFO: names in lower case, since the writers of NFOs do not agree on theirs; text decoded, cleaned and trimmed. */
export interface NfoElement {
  name: string
  attributes: ReadonlyMap<string, string>
  text: string
  children: readonly NfoElement[]
}

const ATTRIBUTES = ':@'
const TEXT = '#text'
const CDATA = '#cdata'

// Entities are decoded here and not by the parser, which knows no refusal; preserveOrder keeps the parser from building objects whose
// keys come from the file.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: TEXT,
  cdataPropName: CDATA,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignorePiTags: true,
  ignoreDeclaration: true,
  maxNestedTags: 64,
})

/** Parses one root element that `splitNfo` has checked. Throws an {@link NfoError} for what the parser refuses. */
export function parseElement(xml: string): NfoElement {
  let nodes: unknown
  try {
    nodes = parser.parse(xml)
  } catch (error) {
    throw new NfoError('not well-formed', `The NFO is not well-formed XML: ${describe(error)}`, {
      cause: error,
    })
  }
  const [root] = elementsOf(nodes)
  if (!root) throw new NfoError('not well-formed', 'The NFO is not well-formed XML: no element was found.')
  return root
}

function elementsOf(nodes: unknown): NfoElement[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: unknown) => {
    const name = nameOf(node)
    return name === undefined || name === TEXT || name === CDATA ? [] : [elementOf(name, node)]
  })
}

function elementOf(name: string, node: unknown): NfoElement {
  const children = property(node, name)
  const text = Array.isArray(children) ? children.map(textOf).join('') : ''
  return {
    name: name.toLowerCase(),
    attributes: attributesOf(node),
    text: cleanText(text).trim(),
    children: elementsOf(children),
  }
}

function textOf(node: unknown): string {
  const plain = property(node, TEXT)
  if (typeof plain === 'string') return decodeEntities(plain)
  const [cdata] = asArray(property(node, CDATA))
  const verbatim = property(cdata, TEXT)
  return typeof verbatim === 'string' ? verbatim : ''
}

function attributesOf(node: unknown): Map<string, string> {
  const attributes = property(node, ATTRIBUTES)
  if (!isObject(attributes)) return new Map()
  return new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), cleanText(decodeEntities(String(value))).trim()]))
}

function nameOf(node: unknown): string | undefined {
  return isObject(node) ? Object.keys(node).find((key) => key !== ATTRIBUTES) : undefined
}

function property(node: unknown, name: string): unknown {
  return isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'the parser gave up.'
}
