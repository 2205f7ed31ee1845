import { open } from 'node:fs/promises'
import { join } from 'node:path'
import picomatch from 'picomatch'

/** The files that hide what is beside and below them. */
const markers = ['.ignore', '.nomedia', '.plexignore'] as const

/** Stands for "all of it": a marker without patterns. */
export const ignoreAll = '/'

/** Whether a name is that of a file with ignore rules. */
export const isIgnoreMarker = (name: string): boolean => (markers as readonly string[]).includes(name)

/**
 * The rules that the markers of a folder hold: undefined without markers, `[ignoreAll]` where one is empty (a `.nomedia`
 * always is), else patterns as in a .gitignore. A marker that cannot be read counts as empty: it is there for a reason.
 */
export const readIgnoreRules = async (folder: string, names: readonly string[]): Promise<string[] | undefined> => {
  const found = names.filter(isIgnoreMarker)
  if (found.length === 0) return undefined
  const lists = await Promise.all(found.map(async (name) => (name === '.nomedia' ? [] : patternsOf(await readStart(join(folder, name))))))
  return lists.some((list) => list.length === 0) ? [ignoreAll] : lists.flat()
}

const patternsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

const maxBytes = 64 * 1024

const readStart = async (path: string): Promise<string> => {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch {
    return ''
  }
}

/** The ignore rules of one root while it is walked. */
export interface IgnoreRules {
  /** Sets the rules of a folder; undefined: it has none. */
  set(folder: string, patterns: readonly string[] | undefined): void
  /** Whether the rules of the folders above hide a path. */
  hides(path: string, isFolder: boolean): boolean
}

/** Makes the rules of a root, empty. */
export const createIgnoreRules = (): IgnoreRules => {
  const rules = new Map<string, Rule[] | 'all'>()
  return {
    set: (folder, patterns) => {
      if (patterns === undefined) rules.delete(folder)
      else rules.set(folder, patterns.includes(ignoreAll) ? 'all' : patterns.map(ruleOf))
    },
    hides: (path, isFolder) => {
      if (rules.size === 0) return false
      return foldersAbove(path).some((folder) => hidesBelow(rules.get(folder), folder, { path, isFolder }))
    },
  }
}

interface Rule {
  readonly negated: boolean
  readonly foldersOnly: boolean
  readonly matches: (relative: string) => boolean
}

/** `.gitignore`'s reading: a pattern with a slash inside is relative to its folder, one without matches a name at any depth. */
const ruleOf = (line: string): Rule => {
  const negated = line.startsWith('!')
  const pattern = line.slice(negated ? 1 : 0)
  const trimmed = pattern.replace(/^\/|\/+$/g, '')
  const anchored = pattern.replace(/\/+$/, '').includes('/')
  return {
    negated,
    foldersOnly: pattern.endsWith('/'),
    matches: picomatch(anchored ? trimmed : `**/${trimmed}`, { dot: true, nonegate: true }),
  }
}

const foldersAbove = (path: string): string[] => {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index).join('/'))
}

const hidesBelow = (
  rules: Rule[] | 'all' | undefined,
  folder: string,
  { path, isFolder }: { path: string; isFolder: boolean },
): boolean => {
  if (rules === undefined || rules === 'all') return rules === 'all'
  const parts = (folder === '' ? path : path.slice(folder.length + 1)).split('/')
  // A path is hidden when it or a folder above it is; the last rule that matches one decides about it.
  return parts.some((_, index) => {
    const last = rules.findLast(
      (rule) => (!rule.foldersOnly || isFolder || index < parts.length - 1) && rule.matches(parts.slice(0, index + 1).join('/')),
    )
    return last !== undefined && !last.negated
  })
}
