import { readFile } from 'node:fs/promises'
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { ConfigProblem } from './config-problem.ts'
import { settingShape } from './config-schema.ts'
import type { Setting } from './setting.ts'

/** What a source says, with what cannot be read of it. */
export interface SourceSettings {
  settings: Setting[]
  problems: ConfigProblem[]
}

/** Reads a YAML file into settings, each with its line; undefined when there is no such file. */
export const readFileSettings = async (path: string, shownAs: string): Promise<SourceSettings | undefined> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ where: `${shownAs}:${lines.linePos(error.pos[0]).line}`, message: error.message }))
    return { settings: [], problems }
  }
  const content: unknown = document.toJS({ maxAliasCount: 100 })
  if (content === null || content === undefined) return { settings: [], problems: [] }
  if (!isPlainObject(content))
    return { settings: [], problems: [{ where: `${shownAs}:1`, message: 'expected settings, as in "server: { port: 8484 }"' }] }
  const where = (path: readonly PropertyKey[]): string => `${shownAs}:${lineOf(document, lines, path)}`
  return { settings: leaves(content, [], where), problems: [] }
}

/** Sections are taken apart, so that another source can set one value of them; lists and plain values stay whole. */
const leaves = (value: Record<string, unknown>, path: readonly PropertyKey[], where: (path: readonly PropertyKey[]) => string): Setting[] =>
  Object.entries(value).flatMap(([key, child]) => {
    const childPath = [...path, key]
    const shape = settingShape(childPath)
    return isPlainObject(child) && (shape === 'section' || shape === 'record')
      ? leaves(child, childPath, where)
      : [{ path: childPath, value: child, where: where(childPath) }]
  })

/** The line of a key, or of the nearest thing above it that has one. */
const lineOf = (document: Document, lines: LineCounter, path: readonly PropertyKey[]): number => {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  const key = path.at(-1)
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
  const node: unknown = isScalar(pair?.key) ? pair.key : document.getIn(path, true)
  const range = (node as { range?: [number, number, number] } | null | undefined)?.range
  if (range !== undefined) return lines.linePos(range[0]).line
  return path.length > 1 ? lineOf(document, lines, path.slice(0, -1)) : 1
}

/** Finds the line of a path inside a value that was kept whole, such as a key of a library. */
export const lineInFile = async (path: string, setting: readonly PropertyKey[]): Promise<number> => {
  const lines = new LineCounter()
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines })
  return lineOf(document, lines, setting)
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
