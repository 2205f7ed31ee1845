import { z } from 'zod'

/** A row of a list as it could be read, or why it could not. */
export type Row<Value> = { ok: true; value: Value } | { ok: false; id: number | undefined; what: string; why: string }

/** Reads one element of a list; one that cannot be read is told, and the list goes on. */
export const readRow = <Schema extends z.ZodType>(schema: Schema, element: string): Row<z.output<Schema>> => {
  let raw: unknown
  try {
    raw = JSON.parse(element)
  } catch (error) {
    return { ok: false, id: undefined, what: element.slice(0, 60), why: error instanceof Error ? error.message : String(error) }
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data }
  const { id, title } = named.parse(raw)
  const why = parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ')
  return { ok: false, id: typeof id === 'number' ? id : undefined, what: `${title} (id ${id})`, why }
}

const named = z
  .object({ id: z.number().or(z.literal('unknown')).catch('unknown'), title: z.string().catch('something without a title') })
  .catch({ id: 'unknown', title: 'something' })
