import { meaningOf } from './words/vocabulary.ts'

/** Parts a path into its folders and its last name. A slash inside of brackets or between spaces belongs to a name, as in `Title / Titre`. */
export function splitPath(path: string): { readonly folders: readonly string[]; readonly name: string } {
  if (/\s\/\s/.test(path)) return { folders: [], name: path }
  const parts: string[] = []
  let from = 0
  let depth = 0
  for (const { 0: character, index: at } of path.matchAll(/[[(【{)\]】}/\\]/g)) {
    if ('[(【{'.includes(character)) depth += 1
    else if (')]】}'.includes(character)) depth = Math.max(0, depth - 1)
    else if (!((depth > 0 && closesLater(path, at)) || joinsLanguages(path, at) || isDoubled(path, at))) {
      parts.push(path.slice(from, at))
      from = at + 1
      depth = 0
    }
  }
  parts.push(path.slice(from))
  const names = parts.filter((part) => part.trim() !== '')
  return { folders: names.slice(0, -1), name: names.at(-1) ?? '' }
}

function closesLater(path: string, at: number): boolean {
  const close = path.slice(at).search(/[)\]】}]/)
  const open = path.slice(at).search(/[([【{]/)
  return close !== -1 && (open === -1 || close < open)
}

/** No path that a scan gives has two slashes in a row, but a title may. */
function isDoubled(path: string, at: number): boolean {
  return at > 1 && (path[at + 1] === '/' || (path[at - 1] === '/' && at > 2))
}

/** Dual Ingles/Latino: both words name languages. */
function joinsLanguages(path: string, at: number): boolean {
  const before = /\p{L}+$/u.exec(path.slice(Math.max(0, at - 16), at))?.[0]
  const after = /^\p{L}+/u.exec(path.slice(at + 1, at + 17))?.[0]
  return [before, after].every((word) => word !== undefined && meaningOf(word.toLowerCase())?.field === 'language')
}
