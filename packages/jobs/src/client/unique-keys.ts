import { hash } from 'node:crypto'
import type { Unique } from '../define/unique.ts'

/** The key of equal jobs: sha256 (hex) of the kind and the args that count, whatever order they were written in. */
export const uniqueKey = (kind: string, args: Record<string, unknown>, { by }: Unique): string => {
  const picked = by === undefined ? args : Object.fromEntries(by.map((name) => [name, args[name]]))
  return hash('sha256', `${kind}\n${canonicalJson(picked)}`)
}

const canonicalJson = (value: Record<string, unknown>): string =>
  Object.values(value).some(isObject)
    ? JSON.stringify(value, (_, inner: unknown) => (isObject(inner) && !Array.isArray(inner) ? inOrder(inner) : inner))
    : JSON.stringify(inOrder(value))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const inOrder = (value: object): object => Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
