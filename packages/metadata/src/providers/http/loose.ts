import { z } from 'zod'

/** A text that may be missing, null or empty: then it is undefined. */
export const text = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value?.trim() || undefined)

/** A number that may be missing or null. */
export const number = z
  .number()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined)

/** A number above zero; TMDb writes 0 for what it does not know. */
export const positive = number.transform((value) => (value !== undefined && value > 0 ? value : undefined))

/** A day that exists, `YYYY-MM-DD`; an empty or broken one is undefined. */
export const day = text.transform((value) => {
  const date = /^\d{4}-\d\d-\d\d/.exec(value ?? '')?.[0]
  return date !== undefined && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ? date : undefined
})

/** A list that may be missing or null; entries that are not what they should be are left out. */
export const list = <Schema extends z.ZodType>(entry: Schema) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(undefined)
    .transform((values): z.output<Schema>[] =>
      (values ?? []).flatMap((value) => {
        const parsed = entry.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )

/** An object around a list, as TMDb appends them: `{ results: [ … ] }`. */
export const listIn = <Name extends string, Schema extends z.ZodType>(name: Name, entry: Schema) =>
  z
    .looseObject({})
    .nullish()
    .catch(undefined)
    .transform((value) => list(entry).parse(value?.[name]))
